package io.financeflow.ml.forecaster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The common frame of saved models: {@code FFML}, the format's name, its version, then what the
 * format writes, big endian. Nothing may follow.
 */
public final class ModelBytes {

  private static final int MAGIC = 0x46464D4C;

  private ModelBytes() {}

  /** What a format writes after the frame. */
  @FunctionalInterface
  public interface Writer {
    /** Writes it. */
    void write(DataOutputStream out) throws IOException;
  }

  /** What a format reads after the frame. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads it, to its end. */
    T read(DataInputStream in) throws IOException;
  }

  /** Returns a framed model. */
  public static byte[] write(String format, int version, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(MAGIC);
      out.writeUTF(format);
      out.writeByte(version);
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a framed model.
   *
   * @throws UnreadableModel when frame, format, version, length or content are others
   */
  public static <T> T read(byte[] saved, String format, int version, Reader<T> reader) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
    try {
      if (in.readInt() != MAGIC) {
        throw new UnreadableModel("it does not begin with FFML");
      }
      requireFormat(in, format, version);
      T model = reader.read(in);
      if (in.read() >= 0) {
        throw new UnreadableModel("something follows its end");
      }
      return model;
    } catch (IOException e) {
      throw new UnreadableModel("it is cut short");
    } catch (IllegalArgumentException e) {
      throw new UnreadableModel(String.valueOf(e.getMessage()));
    }
  }

  /** Writes up to 65,535 numbers. */
  public static void writeNumbers(DataOutputStream out, double... numbers) throws IOException {
    out.writeShort(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Reads what {@link #writeNumbers} wrote. */
  public static double[] readNumbers(DataInputStream in) throws IOException {
    double[] numbers = new double[in.readUnsignedShort()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }

  private static void requireFormat(DataInputStream in, String format, int version)
      throws IOException {
    String found = in.readUTF();
    int foundVersion = in.readUnsignedByte();
    if (!found.equals(format) || foundVersion != version) {
      throw new UnreadableModel(
          "it is %s version %d, not %s version %d".formatted(found, foundVersion, format, version));
    }
  }
}
