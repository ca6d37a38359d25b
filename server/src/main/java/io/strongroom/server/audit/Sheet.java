package io.strongroom.server.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** One file of the log while it is written to, at its end. */
interface Sheet extends Closeable {

  /** Writes all of {@code bytes} at a place. */
  void write(ByteBuffer bytes, long at) throws IOException;

  /** Flushes everything to the disk. */
  void force() throws IOException;

  /** Opens files: what a test puts a broken disk in place of. */
  interface Opener {

    /** Opens a file that exists. */
    Sheet open(Path file) throws IOException;

    /** Makes a file, which does not exist yet, durable name and all. */
    Sheet create(Path file, FileAttribute<?>... mode) throws IOException;
  }

  /** Opens files of the file system. */
  final class OnDisk implements Opener {
    @Override
    public Sheet open(Path file) throws IOException {
      return new Channel(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    @Override
    public Sheet create(Path file, FileAttribute<?>... mode) throws IOException {
      Set<StandardOpenOption> options =
          Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      Sheet made = new Channel(FileChannel.open(file, options, mode));
      try {
        AuditFiles.flushDirectory(file.toAbsolutePath().getParent());
        return made;
      } catch (IOException e) {
        made.close();
        Files.delete(file);
        throw e;
      }
    }
  }

  /** A file of the file system. */
  record Channel(FileChannel channel) implements Sheet {
    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      long place = at;
      while (bytes.hasRemaining()) {
        place += channel.write(bytes, place);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
