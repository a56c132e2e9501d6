package io.financeflow.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compression at the fastest level. */
final class Gzip {

  private Gzip() {}

  static byte[] fast(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2 + 64);
    try (OutputStream stream = new Fastest(packed)) {
      stream.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static final class Fastest extends GZIPOutputStream {
    Fastest(OutputStream out) throws IOException {
      super(out, 1 << 14);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
