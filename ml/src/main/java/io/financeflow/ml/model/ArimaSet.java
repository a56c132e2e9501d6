package io.financeflow.ml.model;

import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaModel;
import io.financeflow.ml.forecaster.ModelBytes;
import io.financeflow.ml.forecaster.UnreadableModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One ARIMA model per ticker, in one artifact. Immutable.
 *
 * <p>The bytes: the frame of {@link ModelBytes} named {@code arima-set}, version 1; the number of
 * tickers; for each in alphabetical order its name, target, epoch day of the last session, last
 * close, length and bytes of the model. A ticker takes less than 4 KiB; equal sets have equal
 * bytes.
 */
public final class ArimaSet {
  /** What the model store calls it. */
  public static final String FORMAT = "arima-set/1";

  private static final String NAME = "arima-set";
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 4_095;
  private static final int FRAME_BYTES = 64;

  private final SortedMap<String, Member> members;

  /** A set of these; at least one. */
  public ArimaSet(Map<String, Member> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a set of models must have one");
    }
    this.members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /**
   * The model of a ticker.
   *
   * @param target what it forecasts
   * @param last session of the last value that it has seen
   * @param lastClose close of that session as traded then, > 0: later closes are brought to its
   *     shares before the model takes them
   * @param model with its place in the series
   */
  public record Member(Target target, LocalDate last, double lastClose, ArimaModel model) {

    /** Checks the close. */
    public Member {
      if (!(lastClose > 0 && lastClose < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the last close must be > 0 but was " + lastClose);
      }
    }
  }

  /** Returns the models by ticker, in alphabetical order. */
  public SortedMap<String, Member> members() {
    return members;
  }

  /** Returns the artifact. */
  public byte[] write() {
    return ModelBytes.write(
        NAME,
        VERSION,
        out -> {
          out.writeInt(members.size());
          for (Map.Entry<String, Member> member : members.entrySet()) {
            write(member.getKey(), member.getValue(), out);
          }
        });
  }

  private static void write(String ticker, Member member, DataOutputStream out) throws IOException {
    byte[] model = member.model.save();
    if (model.length > MOST_BYTES - FRAME_BYTES) {
      throw new IllegalStateException(
          "the model of %s takes %d bytes, which is too many".formatted(ticker, model.length));
    }
    out.writeUTF(ticker);
    out.writeUTF(member.target.text());
    out.writeLong(member.last.toEpochDay());
    out.writeDouble(member.lastClose);
    out.writeShort(model.length);
    out.write(model);
  }

  /**
   * Returns the set that {@link #write} wrote.
   *
   * @throws UnreadableModel when the bytes are not such a set
   */
  public static ArimaSet read(byte[] artifact) {
    return ModelBytes.read(
        artifact,
        NAME,
        VERSION,
        in -> {
          Map<String, Member> members = new TreeMap<>();
          int count = in.readInt();
          for (int i = 0; i < count; i++) {
            String ticker = in.readUTF();
            if (members.put(ticker, member(in)) != null) {
              throw new UnreadableModel("it has two models of " + ticker);
            }
          }
          return new ArimaSet(members);
        });
  }

  private static Member member(DataInputStream in) throws IOException {
    Target target = Target.of(in.readUTF());
    long day = in.readLong();
    double close = in.readDouble();
    byte[] model = new byte[in.readUnsignedShort()];
    in.readFully(model);
    if (Math.abs(day) > 1_000_000) {
      throw new UnreadableModel("it has a model of day " + day);
    }
    return new Member(target, LocalDate.ofEpochDay(day), close, ArimaForecaster.auto().load(model));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArimaSet that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "%d ARIMA models".formatted(members.size());
  }
}
