package io.financeflow.schema.db;

import java.nio.ByteBuffer;

/** Reads a real[] of one dimension from the bytes of PostgreSQL's {@code array_send}. */
public final class Float4Array {
  private static final int HEADER = 12;
  private static final int HEADER_OF_A_DIMENSION = 8;

  private Float4Array() {}

  /**
   * Reads the elements into the beginning of an array; a NULL element is NaN.
   *
   * @return how many there are, 0 for the empty array
   */
  public static int read(byte[] sent, float[] into) {
    ByteBuffer bytes = ByteBuffer.wrap(sent);
    if (bytes.getInt() == 0) {
      return 0;
    }
    int length = bytes.getInt(HEADER);
    bytes.position(HEADER + HEADER_OF_A_DIMENSION);
    for (int i = 0; i < length; i++) {
      into[i] = bytes.getInt() < 0 ? Float.NaN : bytes.getFloat();
    }
    return length;
  }
}
