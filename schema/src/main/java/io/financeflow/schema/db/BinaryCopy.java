package io.financeflow.schema.db;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format, in memory. Not thread-safe.
 *
 * <p>Usage: {@code row(n)} followed by exactly n fields, any number of times; then {@link
 * #writeTo}. No rows give a valid empty stream. Format: PostgreSQL manual, SQL COPY, "Binary
 * Format".
 */
public final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long POSTGRES_EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final int NULL_LENGTH = -1;
  private static final int FLOAT4_OID = 700;

  private byte[] bytes = new byte[1 << 16];
  private int size;
  private int rows;

  /** An empty stream. */
  public BinaryCopy() {
    clear();
  }

  /** Forgets the rows and keeps the memory. */
  public void clear() {
    System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
    size = SIGNATURE.length;
    rows = 0;
  }

  /** Returns the number of rows begun. */
  public int rows() {
    return rows;
  }

  /** Begins a row of that many fields. */
  public BinaryCopy row(int fields) {
    rows++;
    reserve(2);
    putShort(fields);
    return this;
  }

  /** Appends a text field; it must not contain NUL, which PostgreSQL refuses. */
  public BinaryCopy text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    reserve(4 + utf8.length);
    putInt(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /** Appends a double precision field; null is NULL. */
  public BinaryCopy float8(@Nullable Double value) {
    return value == null ? nothing() : float8(value.doubleValue());
  }

  /** Appends a double precision field. */
  public BinaryCopy float8(double value) {
    return eight(Double.doubleToRawLongBits(value));
  }

  /** Appends a bigint field; null is NULL. */
  public BinaryCopy int8(@Nullable Long value) {
    return value == null ? nothing() : eight(value);
  }

  /** Appends a boolean field. */
  public BinaryCopy bool(boolean value) {
    reserve(5);
    putInt(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  /** Appends a date field. */
  public BinaryCopy date(LocalDate value) {
    reserve(8);
    putInt(4);
    putInt(Math.toIntExact(value.toEpochDay() - POSTGRES_EPOCH_DAY));
    return this;
  }

  /**
   * Appends a real[] field of one dimension: {@code length} values from {@code offset}. NaN is a
   * NULL element; no values are the empty array. Format: {@code array_send} of PostgreSQL.
   */
  public BinaryCopy float4Array(float[] values, int offset, int length) {
    reserve(4 + 20 + 8 * length);
    int lengthAt = size;
    boolean hasNull = false;
    size += 4;
    putInt(length == 0 ? 0 : 1);
    int hasNullAt = size;
    size += 4;
    putInt(FLOAT4_OID);
    if (length > 0) {
      putInt(length);
      putInt(1);
    }
    for (int i = offset; i < offset + length; i++) {
      boolean isNull = Float.isNaN(values[i]);
      hasNull |= isNull;
      putInt(isNull ? NULL_LENGTH : 4);
      if (!isNull) {
        putInt(Float.floatToRawIntBits(values[i]));
      }
    }
    setInt(hasNullAt, hasNull ? 1 : 0);
    setInt(lengthAt, size - lengthAt - 4);
    return this;
  }

  /** Writes the stream with its trailer; more rows may follow afterwards. */
  public void writeTo(OutputStream out) throws IOException {
    reserve(2);
    bytes[size] = (byte) 0xFF;
    bytes[size + 1] = (byte) 0xFF;
    out.write(bytes, 0, size + 2);
  }

  /** Returns the stream with its trailer as an array of its own. */
  public byte[] toByteArray() {
    reserve(2);
    byte[] copy = Arrays.copyOf(bytes, size + 2);
    copy[size] = (byte) 0xFF;
    copy[size + 1] = (byte) 0xFF;
    return copy;
  }

  private BinaryCopy nothing() {
    reserve(4);
    putInt(NULL_LENGTH);
    return this;
  }

  private BinaryCopy eight(long value) {
    reserve(12);
    putInt(8);
    putInt((int) (value >>> 32));
    putInt((int) value);
    return this;
  }

  private void putShort(int value) {
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >>> 16);
    putShort(value);
  }

  private void setInt(int at, int value) {
    int end = size;
    size = at;
    putInt(value);
    size = end;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
