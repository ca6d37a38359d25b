package io.strongroom.core.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the log: a record, completed by its place. */
class AuditRecordTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 9, 10, 11, 99, 100, 1_234_567_890, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void lineHasThePlaceOfTheRecord(long sequence) {
    AuditRecord record = AuditRecord.owning("{\"own\":{\"a\":1}}".getBytes(US_ASCII));
    var series = new AuditRecord.Series("node-1", 1);
    ByteBuffer line = ByteBuffer.allocate(record.lineRoom(series));
    record.writeLine(series, sequence, line);
    assertEquals(
        "{\"own\":{\"a\":1,\"node\":\"node-1\",\"epoch\":1,\"sequence\":" + sequence + "}}\n",
        new String(line.array(), 0, line.position(), US_ASCII));
    assertTrue(sequence < Long.MAX_VALUE || !line.hasRemaining(), "the room is what is needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "}", "{}", "{\"a\":{}} "})
  void whatDoesNotEndAsRecordsDoIsNone(String json) {
    byte[] bytes = json.getBytes(US_ASCII);
    assertThrows(IllegalArgumentException.class, () -> AuditRecord.owning(bytes));
  }
}
