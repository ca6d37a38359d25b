package io.strongroom.api.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are printed as a double of seconds is. */
class EpochSecondsTest {
  @ParameterizedTest
  @CsvSource({
    "2024-02-07T00:11:16.408Z, 1.707264676408E9",
    "2024-02-07T00:11:16.400Z, 1.7072646764E9",
    "2024-02-07T00:11:10Z, 1.70726467E9",
    "2001-09-09T01:46:40Z, 1.0E9",
    "2001-09-09T01:46:39.999Z, 9.99999999999E8",
    "2286-11-20T17:46:40Z, 1.0E10",
    "1970-01-01T00:00:00Z, 0.0",
    "1969-12-31T23:59:59Z, -1.0"
  })
  void isPrintedAsTheServiceDoes(Instant time, String text) {
    assertEquals(text, EpochSeconds.text(time));
  }

  @Property
  void isWhatTheDoublePrints(
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 99_000_000_000_000L) long millis) {
    assertEquals(Double.toString(millis / 1000.0), EpochSeconds.text(Instant.ofEpochMilli(millis)));
  }

  @Property
  void isWhatTheDoublePrintsInOurTime(
      @ForAll @LongRange(min = 1_000_000_000_000L, max = 9_999_999_999_999L) long millis) {
    assertEquals(Double.toString(millis / 1000.0), EpochSeconds.text(Instant.ofEpochMilli(millis)));
  }
}
