package io.strongroom.cluster.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.cluster.check.Verdict;
import io.strongroom.cluster.check.Violation;
import io.strongroom.cluster.history.History;
import io.strongroom.cluster.report.Run.Outage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Judges histories, and prints one table of them all for people and a last line of JSON. */
public final class Report {
  private static final int SHOWN = 20;
  private static final double NANOS = 1e9;
  private static final String ROW = "%-16s %5s   %8s %8s %8s   %8s %8s %8s%n";

  private final List<Run> runs;
  private final Map<String, Unavailable> kinds;

  Report(List<Run> runs) {
    this.runs = List.copyOf(runs);
    this.kinds = kinds(this.runs);
  }

  /** How long nobody got an answer after faults of one kind. */
  private record Unavailable(Spread writes, Spread reads) {}

  /**
   * Runs it; the exit status is 1 if something is wrong in a history, or if a fault was noticed by
   * those whom it had to spare.
   *
   * @param arguments the file of a history and the file of its faults, once or more
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0 || arguments.length % 2 != 0) {
      System.err.println("Report HISTORY FAULTS [HISTORY FAULTS]...");
      System.exit(2);
    }
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      runs.add(
          Run.judge(History.read(Path.of(arguments[i])), Fault.read(Path.of(arguments[i + 1]))));
    }
    Report report = new Report(runs);
    report.print(System.out, System.err);
    if (!report.isGood()) {
      System.exit(1);
    }
  }

  /** Whether every run was good. */
  boolean isGood() {
    return runs.stream().allMatch(Run::isGood);
  }

  private static Map<String, Unavailable> kinds(List<Run> runs) {
    Map<String, List<Outage>> outages = new TreeMap<>();
    for (Run run : runs) {
      for (Outage outage : run.outages()) {
        outages.computeIfAbsent(outage.kind(), kind -> new ArrayList<>()).add(outage);
      }
    }
    Map<String, Unavailable> kinds = new TreeMap<>();
    outages.forEach(
        (kind, all) ->
            kinds.put(
                kind,
                new Unavailable(
                    Spread.of(all.stream().map(Outage::writes).toList()),
                    Spread.of(all.stream().map(Outage::reads).toList()))));
    return kinds;
  }

  private List<Watched> watched() {
    return runs.stream().flatMap(run -> run.watched().stream()).toList();
  }

  private long sum(ToLongFunction<Verdict> number) {
    return runs.stream().map(Run::verdict).mapToLong(number).sum();
  }

  void print(PrintStream out, PrintStream err) throws IOException {
    runs.stream()
        .flatMap(run -> run.verdict().violations().stream())
        .limit(SHOWN)
        .map(each -> each.kind() + " " + each.secret() + ": " + each.text())
        .forEach(err::println);
    out.printf("%nseconds without an answer, by kind of fault%n");
    out.printf(ROW, "", "", "writes", "", "", "reads", "", "");
    out.printf(ROW, "fault", "times", "median", "95 %", "max", "median", "95 %", "max");
    kinds.forEach(
        (kind, unavailable) -> {
          Spread write = unavailable.writes();
          Spread read = unavailable.reads();
          out.printf(
              ROW,
              kind,
              write.times(),
              seconds(write.median()),
              seconds(write.p95()),
              seconds(write.max()),
              seconds(read.median()),
              seconds(read.p95()),
              seconds(read.max()));
        });
    for (Watched each : watched()) {
      out.printf(
          "%s of %s, %s s: %d requests at %s, %d failed, %d sent again%n",
          each.kind(),
          each.target(),
          seconds(each.nanos() / NANOS),
          each.requests(),
          each.endpoint(),
          each.failed(),
          each.retried());
    }
    out.printf(
        "%d writes acknowledged, %d without an answer, %d reads%n",
        sum(Verdict::acknowledged), sum(Verdict::unknown), sum(Verdict::reads));
    out.println(json());
  }

  private static BigDecimal seconds(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("acknowledged", sum(Verdict::acknowledged));
      json.writeNumberField("unknown", sum(Verdict::unknown));
      json.writeNumberField("reads", sum(Verdict::reads));
      json.writeNumberField("lost", sum(each -> each.count(Violation.Kind.LOST)));
      json.writeNumberField("stale_reads", sum(each -> each.count(Violation.Kind.STALE)));
      json.writeNumberField("foreign_values", sum(each -> each.count(Violation.Kind.FOREIGN)));
      json.writeNumberField(
          "impossible_values", sum(each -> each.count(Violation.Kind.IMPOSSIBLE)));
      writeFailed(json);
      writeWatched(json);
      writeUnavailable(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private void writeFailed(JsonGenerator json) throws IOException {
    Map<String, Long> failed = new TreeMap<>();
    for (Run run : runs) {
      run.failed().forEach((name, count) -> failed.merge(name, count, Long::sum));
    }
    json.writeObjectFieldStart("failed_requests");
    for (Map.Entry<String, Long> each : failed.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  /** Writes what the spared saw, by kind; the object is empty if nobody was to be spared. */
  private void writeWatched(JsonGenerator json) throws IOException {
    Map<String, List<Watched>> byKind = new TreeMap<>();
    for (Watched each : watched()) {
      byKind.computeIfAbsent(each.kind(), kind -> new ArrayList<>()).add(each);
    }
    json.writeObjectFieldStart("spared_requests");
    for (Map.Entry<String, List<Watched>> kind : byKind.entrySet()) {
      List<Watched> all = kind.getValue();
      json.writeObjectFieldStart(kind.getKey());
      json.writeNumberField("times", all.size());
      json.writeNumberField("requests", all.stream().mapToLong(Watched::requests).sum());
      json.writeNumberField("failed", all.stream().mapToLong(Watched::failed).sum());
      json.writeNumberField("sent_again", all.stream().mapToLong(Watched::retried).sum());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeUnavailable(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("unavailable_seconds");
    for (Map.Entry<String, Unavailable> kind : kinds.entrySet()) {
      json.writeObjectFieldStart(kind.getKey());
      json.writeNumberField("times", kind.getValue().writes().times());
      write(json, "writes", kind.getValue().writes());
      write(json, "reads", kind.getValue().reads());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("p50", seconds(spread.median()));
    json.writeNumberField("p95", seconds(spread.p95()));
    json.writeNumberField("max", seconds(spread.max()));
    json.writeEndObject();
  }
}
