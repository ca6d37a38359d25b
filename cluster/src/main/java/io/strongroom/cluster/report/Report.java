package io.strongroom.cluster.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.cluster.check.Checker;
import io.strongroom.cluster.check.Verdict;
import io.strongroom.cluster.check.Violation;
import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Judges a history, and prints a table for people and a last line of JSON. */
public final class Report {
  private static final int SHOWN = 20;
  private static final String ROW = "%-16s %5s   %8s %8s %8s   %8s %8s %8s%n";

  private final List<Operation> history;
  private final Verdict verdict;
  private final Map<String, Unavailable> kinds;

  private Report(List<Operation> history, List<Fault> faults) {
    this.history = history;
    this.verdict = Checker.check(history);
    this.kinds = kinds(faults);
  }

  /** How long nobody got an answer after faults of one kind. */
  private record Unavailable(Spread writes, Spread reads) {}

  /**
   * Runs it; the exit status is 1 if something is wrong in the history.
   *
   * @param arguments the file of the history and the file of the faults
   */
  public static void main(String[] arguments) throws IOException {
    Report report =
        new Report(History.read(Path.of(arguments[0])), Fault.read(Path.of(arguments[1])));
    report.print();
    if (!report.verdict.isClean()) {
      System.exit(1);
    }
  }

  private Map<String, Unavailable> kinds(List<Fault> faults) {
    List<Long> writes = Outages.longest(history, faults, each -> each.kind() == Kind.WRITE);
    List<Long> reads = Outages.longest(history, faults, each -> each.kind() != Kind.WRITE);
    Map<String, Unavailable> kinds = new TreeMap<>();
    for (Fault fault : faults) {
      kinds.computeIfAbsent(
          fault.kind(),
          kind ->
              new Unavailable(
                  Spread.of(ofKind(kind, faults, writes)), Spread.of(ofKind(kind, faults, reads))));
    }
    return kinds;
  }

  private static List<Long> ofKind(String kind, List<Fault> faults, List<Long> nanos) {
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      if (faults.get(i).kind().equals(kind)) {
        some.add(nanos.get(i));
      }
    }
    return some;
  }

  private long failed(boolean isWrite, Outcome outcome) {
    return history.stream()
        .filter(operation -> (operation.kind() == Kind.WRITE) == isWrite)
        .filter(operation -> operation.outcome() == outcome)
        .count();
  }

  private void print() throws IOException {
    verdict.violations().stream()
        .limit(SHOWN)
        .map(each -> each.kind() + " " + each.secret() + ": " + each.text())
        .forEach(System.err::println);
    System.out.printf("%nseconds without an answer, by kind of fault%n");
    System.out.printf(ROW, "", "", "writes", "", "", "reads", "", "");
    System.out.printf(ROW, "fault", "times", "median", "95 %", "max", "median", "95 %", "max");
    kinds.forEach(
        (kind, unavailable) -> {
          Spread write = unavailable.writes();
          Spread read = unavailable.reads();
          System.out.printf(
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
    System.out.printf(
        "%d writes acknowledged, %d without an answer, %d reads%n",
        verdict.acknowledged(), verdict.unknown(), verdict.reads());
    System.out.println(json());
  }

  private static BigDecimal seconds(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("acknowledged", verdict.acknowledged());
      json.writeNumberField("unknown", verdict.unknown());
      json.writeNumberField("reads", verdict.reads());
      json.writeNumberField("lost", verdict.count(Violation.Kind.LOST));
      json.writeNumberField("stale_reads", verdict.count(Violation.Kind.STALE));
      json.writeNumberField("foreign_values", verdict.count(Violation.Kind.FOREIGN));
      json.writeNumberField("impossible_values", verdict.count(Violation.Kind.IMPOSSIBLE));
      json.writeObjectFieldStart("failed_requests");
      for (Outcome outcome : List.of(Outcome.REFUSED, Outcome.UNKNOWN)) {
        String name = outcome.name().toLowerCase(Locale.ROOT);
        json.writeNumberField("writes_" + name, failed(true, outcome));
        json.writeNumberField("reads_" + name, failed(false, outcome));
      }
      json.writeEndObject();
      json.writeObjectFieldStart("unavailable_seconds");
      for (Map.Entry<String, Unavailable> kind : kinds.entrySet()) {
        json.writeObjectFieldStart(kind.getKey());
        json.writeNumberField("times", kind.getValue().writes().times());
        write(json, "writes", kind.getValue().writes());
        write(json, "reads", kind.getValue().reads());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("p50", seconds(spread.median()));
    json.writeNumberField("p95", seconds(spread.p95()));
    json.writeNumberField("max", seconds(spread.max()));
    json.writeEndObject();
  }
}
