package io.strongroom.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Measures what no durable write can go below: a page is appended to a file and flushed, again and
 * again. Usage: {@code Flush DIRECTORY}, which is on the disk in question. Prints the median in
 * microseconds.
 */
public final class Flush {
  private static final int PAGE = 4_096;
  private static final int TIMES = 400;
  private static final int NANOS_PER_MICRO = 1_000;

  private Flush() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile(Path.of(arguments[0]), "flush", "");
    long[] nanos = new long[TIMES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
      for (int i = 0; i < TIMES; i++) {
        page.clear();
        long began = System.nanoTime();
        while (page.hasRemaining()) {
          var _ = channel.write(page);
        }
        channel.force(false);
        nanos[i] = System.nanoTime() - began;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    System.out.println(nanos[TIMES / 2] / NANOS_PER_MICRO);
  }
}
