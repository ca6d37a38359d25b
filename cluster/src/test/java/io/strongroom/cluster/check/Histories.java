package io.strongroom.cluster.check;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;

/** Operations of hand-made histories; their times are small numbers. */
final class Histories {
  static final String SECRET = "a";

  private Histories() {}

  static Operation write(int value, long start, long end, Outcome outcome) {
    return new Operation(
        "w", Kind.WRITE, SECRET, SECRET + ":" + value, "v" + value, "e", start, end, outcome);
  }

  static Operation write(int value, long start, long end) {
    return write(value, start, end, Outcome.OK);
  }

  static Operation read(int value, long start, long end) {
    return read(Kind.READ, SECRET + ":" + value, "v" + value, start, end);
  }

  static Operation lastRead(int value, long start, long end) {
    return read(Kind.LAST_READ, SECRET + ":" + value, "v" + value, start, end);
  }

  static Operation read(Kind kind, String value, String version, long start, long end) {
    return new Operation("r", kind, SECRET, value, version, "e", start, end, Outcome.OK);
  }
}
