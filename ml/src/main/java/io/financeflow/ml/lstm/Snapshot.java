package io.financeflow.ml.lstm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** Networks and numbers as bytes. */
final class Snapshot {
  private static final LocalDateTime BEGINNING = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Snapshot() {}

  /**
   * Returns DL4J's own form of a network, a ZIP, with the updater's state when asked for; equal
   * networks, equal bytes.
   */
  static byte[] zip(MultiLayerNetwork network, boolean updater) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, bytes, updater);
      return undated(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same ZIP without the times at which its entries were written. */
  private static byte[] undated(byte[] zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(zip.length);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry plain = new ZipEntry(entry.getName());
        plain.setTimeLocal(BEGINNING);
        out.putNextEntry(plain);
        in.transferTo(out);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the network of such bytes. */
  static MultiLayerNetwork network(byte[] zip, boolean updater) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), updater);
  }

  /** Writes bytes with their length. */
  static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write(DataOutputStream, byte[])} wrote. */
  static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(length(in, 1));
    return bytes;
  }

  /** Writes numbers with their count. */
  static void write(DataOutputStream out, float[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (float number : numbers) {
      out.writeFloat(number);
    }
  }

  /** Reads what {@link #write(DataOutputStream, float[])} wrote. */
  static float[] numbers(DataInputStream in) throws IOException {
    float[] numbers = new float[length(in, Float.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return numbers;
  }

  private static int length(DataInputStream in, int size) throws IOException {
    int length = in.readInt();
    if (length < 0 || (long) length * size > in.available()) {
      throw new IllegalArgumentException("a part says it has " + length + " elements");
    }
    return length;
  }
}
