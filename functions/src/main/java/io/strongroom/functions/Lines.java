package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines that end with a line feed, of so many bytes together. */
final class Lines {
  private final InputStream in;
  private int left;

  Lines(InputStream in, int limit) {
    this.in = in;
    this.left = limit;
  }

  /** Returns the next line without its end, or null at the end of the stream. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        if (line.isEmpty()) {
          return null;
        }
        throw new IOException("half a line");
      }
      left--;
      if (left < 0) {
        throw new IOException("too long");
      }
      if (b == '\n') {
        int end = line.length();
        boolean returned = end > 0 && line.charAt(end - 1) == '\r';
        return returned ? line.substring(0, end - 1) : line.toString();
      }
      line.append((char) b);
    }
  }
}
