package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests, of known length or in chunks. */
final class Body {
  private static final int MAX_CHUNK_HEAD = 4 << 10;
  private static final int STEP = 64 << 10;

  private Body() {}

  /** Reads the body of {@code request}; null if it is longer than {@code limit}. */
  static byte @Nullable [] read(RuntimeRequest request, InputStream in, int limit)
      throws IOException {
    Long length = request.length();
    Gathered gathered = new Gathered();
    if (length != null) {
      if (length > limit) {
        return null;
      }
      gathered.take(in, length.intValue());
      return gathered.toArray();
    }
    while (true) {
      int chunk = chunkLength(in);
      if (chunk < 0 || chunk > limit - gathered.length) {
        gathered.wipe();
        return null;
      }
      if (chunk == 0) {
        skipTrailer(in);
        return gathered.toArray();
      }
      gathered.take(in, chunk);
      if (in.read() != '\r' || in.read() != '\n') {
        throw new IOException("a chunk without an end");
      }
    }
  }

  private static int chunkLength(InputStream in) throws IOException {
    String line = new Lines(in, MAX_CHUNK_HEAD).next();
    String digits = line == null ? "" : line.split(";", 2)[0].strip();
    if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
      throw new IOException("not the length of a chunk");
    }
    long length = Long.parseLong(digits, 16);
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  private static void skipTrailer(InputStream in) throws IOException {
    Lines lines = new Lines(in, RuntimeRequest.MAX_HEAD);
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isEmpty()) {
        return;
      }
    }
  }

  /** Bytes that grow as they arrive; what is given up is overwritten, for it may be a secret. */
  private static final class Gathered {
    private byte[] bytes = new byte[0];
    private int length;

    void take(InputStream in, int count) throws IOException {
      int left = count;
      while (left > 0) {
        int step = Math.min(left, Math.max(STEP, length));
        ensure(length + step);
        int read = in.readNBytes(bytes, length, step);
        length += read;
        left -= read;
        if (read < step) {
          wipe();
          throw new IOException("half a body");
        }
      }
    }

    private void ensure(int size) {
      if (size > bytes.length) {
        resize(size);
      }
    }

    private void resize(int size) {
      byte[] larger = Arrays.copyOf(bytes, size);
      wipe();
      bytes = larger;
    }

    byte[] toArray() {
      if (length != bytes.length) {
        resize(length);
      }
      return bytes;
    }

    void wipe() {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
