package io.strongroom.store.sqlite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.strongroom.keys.StoreId;
import io.strongroom.store.sql.RedoBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what groups have changed until the database has it: a group is durable once its block is
 * flushed here, which takes one write and one flush of space that the file has already. Described
 * in {@code docs/formats/journal.md}.
 *
 * <p>Blocks belong to a generation, which is all that happens between two commits of the database.
 * Generations take turns in two files, so that one is still there while its commit is being
 * flushed. The database tells which generation it has not; of that one and of the next the blocks
 * are read after a crash. A block begins on a page of its own: what was flushed is never written
 * again.
 *
 * <p>For one thread, but for {@link #write}.
 */
final class Journal implements AutoCloseable {

  /** What a generation holds at most, as far as {@link #isFull} is heeded. */
  static final int FULL_BYTES = 16 << 20;

  /** The largest block. */
  static final int MOST_BYTES = 16 << 20;

  /** Where blocks begin. */
  static final int PAGE_BYTES = 4_096;

  /** The fields before the entries of a block. */
  static final int HEAD_BYTES = 32;

  /** The bytes "strongjl". */
  private static final long MAGIC = 0x7374726f6e676a6cL;

  private static final int LENGTH_AT = 20;
  private static final int CHECKSUM_AT = 24;

  /** A file grows by this much, in zeros: to flush space that was never written costs more. */
  private static final int GROWTH_BYTES = 1 << 20;

  private final byte[] store;
  private final FileChannel[] files;
  private long generation;
  private int sequence;
  private long position;

  private Journal(StoreId store, FileChannel[] files) {
    this.store = store.toString().getBytes(StandardCharsets.US_ASCII);
    this.files = files;
  }

  /**
   * Opens both files, and makes them where they are missing.
   *
   * @param store makes blocks of another store invalid
   */
  static Journal open(StoreDirectory directory, StoreId store) throws IOException {
    FileChannel first = open(directory, 0);
    boolean opened = false;
    try {
      FileChannel second = open(directory, 1);
      directory.flush();
      opened = true;
      return new Journal(store, new FileChannel[] {first, second});
    } finally {
      if (!opened) {
        first.close();
      }
    }
  }

  private static FileChannel open(StoreDirectory directory, int which) throws IOException {
    return FileChannel.open(
        directory.journal(which), Set.of(CREATE, READ, WRITE), directory.fileMode());
  }

  /** Makes a buffer for {@link #place}. */
  static RedoBuffer buffer() {
    return new RedoBuffer(16 * PAGE_BYTES, HEAD_BYTES, MOST_BYTES);
  }

  /** Returns the entries of all whole blocks of a generation, in their order. */
  List<ByteBuffer> read(long wanted) throws IOException, DamagedException {
    List<ByteBuffer> entries = new ArrayList<>();
    FileChannel file = file(wanted);
    long at = 0;
    ByteBuffer block = block(file, at, wanted, 0);
    while (block != null) {
      entries.add(block);
      at += roundedUp(HEAD_BYTES + block.remaining());
      block = block(file, at, wanted, entries.size());
    }
    requireNoneBehind(file, at, wanted, entries.size());
    return entries;
  }

  /** A generation ends where its last group was cut off. More behind that means damage. */
  private void requireNoneBehind(FileChannel file, long end, long wanted, int sequence)
      throws IOException, DamagedException {
    long size = file.size();
    for (long at = end; at + HEAD_BYTES <= size; at += PAGE_BYTES) {
      ByteBuffer head = read(file, at, HEAD_BYTES);
      if (head.getLong() == MAGIC
          && head.getLong() == wanted
          && head.getInt() > sequence
          && block(file, at, wanted, head.getInt(LENGTH_AT - Integer.BYTES)) != null) {
        throw new DamagedException();
      }
    }
  }

  /** Returns the entries of the block of that number, or null if there is no such whole block. */
  private @Nullable ByteBuffer block(FileChannel file, long at, long wanted, int number)
      throws IOException {
    if (at + HEAD_BYTES > file.size()) {
      return null;
    }
    ByteBuffer head = read(file, at, HEAD_BYTES);
    int length = head.getInt(LENGTH_AT);
    if (head.getLong() != MAGIC
        || head.getLong() != wanted
        || head.getInt() != number
        || length < 0
        || length > MOST_BYTES
        || at + HEAD_BYTES + length > file.size()) {
      return null;
    }
    ByteBuffer whole = read(file, at, HEAD_BYTES + length);
    return checksum(whole) == whole.getInt(CHECKSUM_AT) ? whole.position(HEAD_BYTES) : null;
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long from = at;
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, from);
      if (read < 0) {
        throw new IOException("the journal became shorter");
      }
      from += read;
    }
    return bytes.flip();
  }

  /** Begins a generation; nothing of the one before the last is needed any more. */
  void begin(long next) {
    generation = next;
    sequence = 0;
    position = 0;
  }

  /** Returns the generation that blocks are added to. */
  long generation() {
    return generation;
  }

  /** Tells whether the generation has blocks. */
  boolean hasBlocks() {
    return sequence > 0;
  }

  /** Tells whether the generation is to end. */
  boolean isFull() {
    return position >= FULL_BYTES;
  }

  /** A block with its place in a file. */
  record Block(FileChannel file, long at, ByteBuffer bytes) {}

  /**
   * Gives a block its place behind the others of the generation, with room for it in the file.
   *
   * @throws IOException if there is no space; nothing has changed then
   */
  Block place(RedoBuffer entries) throws IOException {
    int end = entries.bytes().position();
    FileChannel file = file(generation);
    makeRoom(file, position + roundedUp(end));
    ByteBuffer bytes = entries.bytes().flip();
    bytes.putLong(0, MAGIC).putLong(Long.BYTES, generation).putInt(2 * Long.BYTES, sequence);
    bytes.putInt(LENGTH_AT, end - HEAD_BYTES).putLong(CHECKSUM_AT, 0);
    Block block = new Block(file, position, bytes);
    position += roundedUp(end);
    sequence++;
    return block;
  }

  private static void makeRoom(FileChannel file, long end) throws IOException {
    long size = file.size();
    if (size >= end) {
      return;
    }
    ByteBuffer zeros = ByteBuffer.allocateDirect(GROWTH_BYTES);
    while (size < end) {
      zeros.clear();
      while (zeros.hasRemaining()) {
        size += file.write(zeros, size);
      }
    }
    file.force(true);
  }

  /**
   * Writes a block and flushes it. May be done by another thread while the next one gets its place;
   * blocks are written in the order of their places.
   *
   * @throws IOException if it is not known what the disk holds
   */
  void write(Block block) throws IOException {
    ByteBuffer bytes = block.bytes();
    bytes.putInt(CHECKSUM_AT, checksum(bytes));
    long at = block.at();
    while (bytes.hasRemaining()) {
      at += block.file().write(bytes, at);
    }
    block.file().force(false);
  }

  /** Returns the checksum of a block, its own field counted as zero. */
  private int checksum(ByteBuffer block) {
    CRC32C sum = new CRC32C();
    sum.update(store);
    sum.update(block.duplicate().position(0).limit(CHECKSUM_AT));
    sum.update(block.duplicate().position(HEAD_BYTES));
    return (int) sum.getValue();
  }

  private FileChannel file(long of) {
    return files[(int) (of & 1)];
  }

  private static long roundedUp(long length) {
    return (length + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
  }

  @Override
  public void close() throws IOException {
    try {
      files[0].close();
    } finally {
      files[1].close();
    }
  }

  /** A journal has lost something in its middle. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException() {
      super("a block in the middle of the journal is damaged");
    }
  }
}
