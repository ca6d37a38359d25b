package io.strongroom.store.sqlite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.strongroom.store.sql.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Space that is kept back in a file of zeros, so that deletions still work on a full disk
 * (requirement DUR-3). It is given up when the database finds no space, and taken back when there
 * is plenty. For the committer alone.
 */
final class Reserve {

  /** How much is kept back. */
  static final long BYTES = 16L << 20;

  /** What must be free before the reserve is taken, so that it does not fill the disk itself. */
  private static final long FREE_BEFORE = 2 * BYTES;

  private static final int CHUNK = 1 << 20;

  private final StoreDirectory directory;
  private boolean held;

  private Reserve(StoreDirectory directory, boolean held) {
    this.directory = directory;
    this.held = held;
  }

  /** Finds the reserve of a directory as it was left. */
  static Reserve of(StoreDirectory directory) {
    Path file = directory.reserve();
    try {
      return new Reserve(directory, Files.exists(file) && Files.size(file) == BYTES);
    } catch (IOException e) {
      return new Reserve(directory, false);
    }
  }

  /** Takes the space back if it was given up and there is enough, and tells whether it is held. */
  boolean hold() {
    if (!held) {
      held = take();
    }
    return held;
  }

  /** Tells whether the space is held. */
  boolean isHeld() {
    return held;
  }

  private boolean take() {
    try {
      if (directory.usableSpace() < FREE_BEFORE) {
        return false;
      }
      fill();
      return true;
    } catch (IOException e) {
      delete();
      return false;
    }
  }

  private void fill() throws IOException {
    Set<StandardOpenOption> options = Set.of(CREATE, TRUNCATE_EXISTING, WRITE);
    try (FileChannel channel =
        FileChannel.open(directory.reserve(), options, directory.fileMode())) {
      ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
      for (long written = 0; written < BYTES; written += CHUNK) {
        zeros.clear();
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
    }
  }

  /** Gives the space to the database, and tells whether there was any to give. */
  boolean giveUp() {
    boolean given = held;
    held = false;
    delete();
    return given;
  }

  private void delete() {
    try {
      Files.deleteIfExists(directory.reserve());
    } catch (IOException e) {
      Failures.log(System.Logger.Level.WARNING, "the reserve of space was not given up", e);
    }
  }
}
