package io.strongroom.cluster.report;

import io.strongroom.cluster.history.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to the cluster.
 *
 * @param kind what was done
 * @param target to which machine, or machines
 * @param start nanoseconds of the clock of the history, just before
 * @param spared whom it must not touch; null if anybody may notice it
 */
record Fault(String kind, String target, long start, @Nullable Spared spared) {

  /**
   * Those who must not notice what is done, as long as it is done.
   *
   * @param endpoint the endpoint whose clients they are
   * @param end nanoseconds of the clock of the history, when it was over
   */
  record Spared(String endpoint, long end) {}

  /** Makes one that anybody may notice. */
  static Fault of(String kind, String target, long start) {
    return new Fault(kind, target, start, null);
  }

  static List<Fault> read(Path file) throws IOException {
    return JsonLines.read(file, Fault::parse);
  }

  private static Fault parse(Map<String, String> line) {
    String endpoint = line.get("spares");
    return new Fault(
        member(line, "kind"),
        member(line, "target"),
        Long.parseLong(member(line, "start")),
        endpoint == null ? null : new Spared(endpoint, Long.parseLong(member(line, "end"))));
  }

  private static String member(Map<String, String> line, String name) {
    return Objects.requireNonNull(line.get(name), name);
  }
}
