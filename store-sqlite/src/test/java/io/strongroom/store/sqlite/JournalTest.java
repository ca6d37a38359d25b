package io.strongroom.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.StoreId;
import io.strongroom.store.sql.RedoBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which blocks a journal gives back, whatever happened to its files. */
class JournalTest {
  private static final StoreId OTHER = StoreId.parse("00000000-0000-4000-8000-000000000000");

  @TempDir private Path temporary;

  private StoreDirectory directory = unopened();
  private Journal journal = unwritten();

  @SuppressWarnings("NullAway") // JUnit calls open before anything looks
  private static StoreDirectory unopened() {
    return null;
  }

  @SuppressWarnings("NullAway") // as above
  private static Journal unwritten() {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    directory = StoreDirectory.create(temporary.resolve("store"));
    journal = Journal.open(directory, Stores.STORE);
    journal.begin(7);
  }

  @AfterEach
  void close() throws Exception {
    journal.close();
  }

  private void append(String entries) throws Exception {
    RedoBuffer buffer = Journal.buffer();
    buffer.clear();
    buffer.bytes().put(entries.getBytes(StandardCharsets.US_ASCII));
    journal.write(journal.place(buffer));
  }

  private List<String> read(long generation) throws Exception {
    return journal.read(generation).stream().map(JournalTest::text).toList();
  }

  private static String text(ByteBuffer block) {
    return StandardCharsets.US_ASCII.decode(block).toString();
  }

  /** Changes one byte of the file of generation 7. */
  private void damage(int at) throws Exception {
    Path file = directory.journal(1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void givesBackTheBlocksOfAGenerationInTheirOrder() throws Exception {
    append("one");
    append("two".repeat(5_000));
    append("three");
    assertEquals(List.of("one", "two".repeat(5_000), "three"), read(7));
    assertEquals(List.of(), read(6));
    assertEquals(List.of(), read(8));
    assertEquals(List.of(), read(9));
  }

  @Test
  @DisplayName("A generation is there until the one after the next is written")
  void generationsTakeTurns() throws Exception {
    append("seven");
    journal.begin(8);
    append("eight");
    assertEquals(List.of("seven"), read(7));
    assertEquals(List.of("eight"), read(8));
    journal.begin(9);
    assertEquals(List.of("seven"), read(7));
    append("nine");
    assertEquals(List.of(), read(7));
    assertEquals(List.of("eight"), read(8));
    assertEquals(List.of("nine"), read(9));
  }

  @Test
  void blocksOfAnOlderGenerationBehindAreNotTaken() throws Exception {
    append("seven");
    append("seven again");
    journal.begin(9);
    append("nine");
    assertEquals(List.of("nine"), read(9));
  }

  @Test
  @DisplayName("A last block that was cut off anywhere is as if it had never been begun")
  void aLastBlockThatWasCutOffIsLeftOut() throws Exception {
    append("whole");
    append("x".repeat(100));
    byte[] bytes = Files.readAllBytes(directory.journal(1));
    int begin = Journal.PAGE_BYTES;
    int end = begin + Journal.HEAD_BYTES + 100;
    for (int cut = begin; cut < end; cut++) {
      byte[] torn = bytes.clone();
      java.util.Arrays.fill(torn, cut, end, (byte) 0);
      Files.write(directory.journal(1), torn);
      assertEquals(List.of("whole"), read(7), "cut at " + cut);
      Files.write(directory.journal(1), java.util.Arrays.copyOf(bytes, cut));
      assertEquals(List.of("whole"), read(7), "ended at " + cut);
    }
    Files.write(directory.journal(1), bytes);
    assertEquals(2, read(7).size());
  }

  @Test
  @DisplayName("PRM-8: a damaged block with others behind it is not passed over")
  void damageInTheMiddleIsFound() throws Exception {
    append("x".repeat(50));
    append("y");
    append("z");
    for (int at = 0; at < Journal.HEAD_BYTES + 50; at++) {
      boolean unused = at >= 28 && at < Journal.HEAD_BYTES;
      damage(at);
      if (!unused) {
        assertThrows(Journal.DamagedException.class, () -> read(7), "byte " + at);
      }
      damage(at);
    }
    assertEquals(3, read(7).size());
  }

  @Test
  void theJournalOfAnotherStoreIsEmpty() throws Exception {
    append("one");
    try (Journal other = Journal.open(directory, OTHER)) {
      assertEquals(List.of(), other.read(7));
    }
  }

  @Test
  void whatIsNoJournalIsEmpty() throws Exception {
    Files.write(directory.journal(1), "x".repeat(9_000).getBytes(StandardCharsets.US_ASCII));
    assertEquals(List.of(), read(7));
    Files.write(directory.journal(1), new byte[0]);
    assertEquals(List.of(), read(7));
  }

  @Test
  void aBufferTakesNoMoreThanItMay() throws Exception {
    RedoBuffer small = new RedoBuffer(16, 8, 64);
    small.clear();
    assertTrue(small.isEmpty());
    append("still usable");
    assertFalse(small.hasOverflowed());
    assertEquals(8, small.bytes().position());
  }
}
