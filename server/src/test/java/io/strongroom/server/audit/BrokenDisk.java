package io.strongroom.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that is full or hangs when it is told to. */
final class BrokenDisk implements Sheet.Opener {

  /** Whether nothing more fits: half of what is written gets there. */
  volatile boolean full;

  /** What a flush waits for; open at first. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  final AtomicInteger flushes = new AtomicInteger();
  final AtomicInteger refusals = new AtomicInteger();

  private final Sheet.OnDisk disk = new Sheet.OnDisk();

  @Override
  public Sheet open(Path file) throws IOException {
    return new Broken(disk.open(file));
  }

  @Override
  public Sheet create(Path file, FileAttribute<?>... mode) throws IOException {
    return new Broken(disk.create(file, mode));
  }

  private final class Broken implements Sheet {
    private final Sheet sheet;

    Broken(Sheet sheet) {
      this.sheet = sheet;
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      if (full) {
        refusals.incrementAndGet();
        bytes.limit(bytes.limit() / 2);
        sheet.write(bytes, at);
        throw new IOException("No space left on device");
      }
      sheet.write(bytes, at);
    }

    @Override
    public void force() throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sheet.force();
      flushes.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
      sheet.close();
    }
  }
}
