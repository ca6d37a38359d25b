package io.strongroom.server.audit;

import io.strongroom.core.audit.AuditRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a log, whether a server writes it or not: line by line, and what was added since when asked
 * again. A last line that is not whole yet is left for the next time. For one thread.
 */
public final class AuditReader {

  /** A longer line is none of this log; what is read of it is bounded. */
  private static final int MAX_LINE = 2 * AuditRecord.MAX_LENGTH;

  private final Path directory;
  private String current = "";
  private long offset;

  /** Begins before the first line. */
  public AuditReader(Path directory) {
    this.directory = directory;
  }

  /** Hands on each line that was not read before, without its end, in the order of the log. */
  public void read(Consumer<byte[]> lines) throws IOException {
    List<Path> files = AuditFiles.list(directory);
    for (Path file : files) {
      String name = file.getFileName().toString();
      int order = name.compareTo(current);
      if (order >= 0) {
        offset = order == 0 ? offset : 0;
        current = name;
        try {
          offset += read(file, lines);
        } catch (NoSuchFileException e) {
          // It was the oldest, and is not kept any more.
        }
      }
    }
  }

  /** Returns how many bytes of whole lines were read. */
  private long read(Path file, Consumer<byte[]> lines) throws IOException {
    long read = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(Math.min(offset, Files.size(file)));
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          read += line.size() + 1;
          lines.accept(line.toByteArray());
          line.reset();
        } else if (line.size() < MAX_LINE) {
          line.write(next);
        } else {
          throw new IOException(file + " has a line that is no audit record");
        }
      }
    }
    return read;
  }
}
