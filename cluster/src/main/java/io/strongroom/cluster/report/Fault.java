package io.strongroom.cluster.report;

import io.strongroom.cluster.history.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Something that was done to the cluster.
 *
 * @param kind what was done
 * @param target to which machine
 * @param start nanoseconds of the clock of the history, just before
 */
record Fault(String kind, String target, long start) {
  static List<Fault> read(Path file) throws IOException {
    return JsonLines.read(file, Fault::of);
  }

  private static Fault of(Map<String, String> line) {
    return new Fault(
        Objects.requireNonNull(line.get("kind")),
        Objects.requireNonNull(line.get("target")),
        Long.parseLong(Objects.requireNonNull(line.get("start"))));
  }
}
