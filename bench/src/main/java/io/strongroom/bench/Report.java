package io.strongroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the runs of {@code bench/report} into a page and a line of JSON.
 *
 * <p>Usage: {@code Report RUNS PAGE}. RUNS has a line for each run: what was measured and the line
 * of {@link Load}, or a figure of its own. Runs of the same are taken together by their median.
 */
public final class Report {
  private static final Pattern MEMBER = Pattern.compile("\"([a-z0-9_]+)\": \"?([^,\"}]*)");
  private static final List<String> KEY =
      List.of("subject", "operation", "names", "secrets", "connections", "load");

  private static final String STYLE =
      "body{font:15px sans-serif;max-width:800px;margin:2em auto}svg text{font:12px sans-serif}"
          + "svg line{stroke:#ddd}svg polyline{fill:none;stroke-width:2}.end{text-anchor:end}"
          + ".middle{text-anchor:middle}.title{font-weight:bold}td,th{padding:2px 10px;"
          + "text-align:right}";

  private final Map<String, List<Map<String, String>>> runs = new LinkedHashMap<>();

  private Report(List<String> lines) {
    for (String line : lines) {
      Map<String, String> run = new LinkedHashMap<>();
      Matcher member = MEMBER.matcher(line);
      while (member.find()) {
        run.put(member.group(1), member.group(2));
      }
      String key = String.join(" ", KEY.stream().map(name -> run.getOrDefault(name, "-")).toList());
      runs.computeIfAbsent(key, _ -> new ArrayList<>()).add(run);
    }
  }

  /** Writes the page and prints the line. */
  public static void main(String[] arguments) throws IOException {
    Report report = new Report(Files.readAllLines(Path.of(arguments[0])));
    SequencedMap<String, @Nullable Double> ratios = report.ratios();
    Files.writeString(Path.of(arguments[1]), report.page(ratios));
    System.out.println(json(ratios));
  }

  /** Returns the median of a figure over the runs of a key, or null if there are none. */
  private @Nullable Double figure(String key, String name) {
    List<Double> values = new ArrayList<>();
    for (Map<String, String> run : runs.getOrDefault(key, List.of())) {
      String value = run.get(name);
      if (value != null) {
        values.add(Double.valueOf(value));
      }
    }
    values.sort(null);
    return values.isEmpty() ? null : values.get((values.size() - 1) / 2);
  }

  private static @Nullable Double ratio(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null || other == 0 ? null : one / other;
  }

  private List<String> different(String name, String load) {
    LinkedHashSet<String> found = new LinkedHashSet<>();
    for (List<Map<String, String>> same : runs.values()) {
      Map<String, String> run = same.getFirst();
      if (load.equals(run.get("load")) && run.containsKey(name)) {
        found.add(String.valueOf(run.get(name)));
      }
    }
    return List.copyOf(found);
  }

  private SequencedMap<String, @Nullable Double> ratios() {
    SequencedMap<String, @Nullable Double> ratios = new LinkedHashMap<>();
    List<String> sizes = different("secrets", "size");
    String few = sizes.isEmpty() ? "-" : sizes.getFirst();
    String many = sizes.isEmpty() ? "-" : sizes.getLast();
    Double echo = figure("echo get zipf " + few + " 64 connections", "requests_per_s");
    Double get = figure("us get zipf " + few + " 64 connections", "requests_per_s");
    ratios.put("get_ratio", ratio(get, echo));
    ratios.put(
        "p999_get_to_echo",
        ratio(
            figure("us get zipf " + few + " 64 half", "p999_us"),
            figure("echo get zipf " + few + " 64 half", "p999_us")));
    ratios.put(
        "put_ratio",
        ratio(figure("us put zipf " + few + " 64 connections", "requests_per_s"), get));
    Double flush = figure("disk flush - - - once", "us");
    Double one = figure("echo get zipf " + few + " 1 connections", "p50_us");
    ratios.put(
        "put1_to_flush_echo",
        flush == null || one == null
            ? null
            : ratio(figure("us put zipf " + few + " 1 connections", "p50_us"), flush + one));
    ratios.put(
        "list_million_ratio",
        ratio(
            figure("us list zipf " + many + " 64 size", "requests_per_s"),
            figure("us get zipf " + many + " 64 size", "requests_per_s")));
    for (String operation : List.of("get", "put")) {
      for (String names : List.of("zipf", "uniform")) {
        String what = "us " + operation + " " + names + " ";
        ratios.put(
            "p99_million_to_thousand_" + operation + "_" + names,
            ratio(
                figure(what + many + " 64 half", "p99_us"),
                figure(what + few + " 64 half", "p99_us")));
      }
    }
    ratios.put("rss_million_mb", figure("us rss - " + many + " - once", "mb"));
    ratios.put("ready_after_kill_ms", figure("us ready - " + many + " - once", "ms"));
    return ratios;
  }

  private static String json(Map<String, @Nullable Double> ratios) {
    List<String> members = new ArrayList<>();
    ratios.forEach(
        (name, value) ->
            members.add("\"%s\": %s".formatted(name, value == null ? "null" : text(value))));
    return "{" + String.join(", ", members) + "}";
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3f", value);
  }

  private String page(Map<String, @Nullable Double> ratios) {
    StringBuilder page = new StringBuilder();
    page.append(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Benchmark</title>");
    page.append("<style>").append(STYLE).append("</style><h1>Benchmark</h1>\n");
    page.append("<p>Load, echo and server shared one machine: read ratios, not rates. How each ");
    page.append("figure is taken, and what it does not say, is in bench/README.md.</p>\n");
    for (String load : List.of("connections", "size", "half")) {
      String along = load.equals("connections") ? "connections" : "secrets";
      page.append(chart(title("Answers a second", load), along, load, "requests_per_s", false));
      for (String latency : List.of("p50_us", "p99_us", "p999_us")) {
        String name = latency.replace("_us", ", µs").replace("p999", "p99.9");
        page.append(chart(title(name, load), along, load, latency, true));
      }
    }
    page.append("<table><tr><th>figure</th><th></th></tr>\n");
    ratios.forEach(
        (name, value) ->
            page.append(
                "<tr><td>%s</td><td>%s</td></tr>\n"
                    .formatted(name, value == null ? "–" : text(value))));
    return page.append("</table></html>\n").toString();
  }

  private static String title(String figure, String load) {
    return figure
        + switch (load) {
          case "connections" -> ", by connections";
          case "size" -> ", by secrets, 64 connections";
          default -> ", by secrets, at a fixed rate of half the peak";
        };
  }

  private String chart(
      String title, String along, String load, String figure, boolean logarithmic) {
    Map<String, Map<String, Double>> lines = new LinkedHashMap<>();
    for (Map.Entry<String, List<Map<String, String>>> same : runs.entrySet()) {
      Map<String, String> run = same.getValue().getFirst();
      Double value = figure(same.getKey(), figure);
      if (load.equals(run.get("load")) && value != null) {
        String subject = run.getOrDefault("subject", "");
        String line =
            List.of("us", "echo").contains(subject)
                ? "%s %s %s".formatted(subject, run.get("operation"), run.get("names"))
                : subject;
        lines
            .computeIfAbsent(line, _ -> new LinkedHashMap<>())
            .put(String.valueOf(run.get(along)), value);
      }
    }
    return lines.isEmpty() ? "" : Chart.of(title, different(along, load), lines, logarithmic);
  }
}
