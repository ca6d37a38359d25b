package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A function that means harm, out of {@code hostile/}: its comments say what event it gets, within
 * which bounds it runs, and how its call must end.
 *
 * @param name the name of its file
 * @param source the whole file
 * @param settings what its comments say: event, runs, timeout, memory, ends, log
 */
record HostileFunction(String name, String source, Map<String, String> settings) {
  private static final Pattern SETTING =
      Pattern.compile("(?m)^# (event|runs|timeout|memory|ends|log): ?(.*)$");

  static Stream<HostileFunction> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/hostile"))) {
      return files.sorted().map(HostileFunction::read).toList().stream();
    }
  }

  private static HostileFunction read(Path file) {
    try {
      String source = Files.readString(file);
      Map<String, String> settings = new TreeMap<>();
      Matcher matcher = SETTING.matcher(source);
      while (matcher.find()) {
        settings.put(matcher.group(1), matcher.group(2));
      }
      return new HostileFunction(file.getFileName().toString(), source, settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isBootstrap() {
    return settings.getOrDefault("runs", "handler").equals("bootstrap");
  }

  int timeoutSeconds() {
    return Integer.parseInt(settings.getOrDefault("timeout", "20"));
  }

  int memoryMiB() {
    return Integer.parseInt(settings.getOrDefault("memory", "256"));
  }

  String event(Map<String, String> values) {
    String event = settings.getOrDefault("event", "{}");
    for (Map.Entry<String, String> value : values.entrySet()) {
      event = event.replace("${" + value.getKey() + "}", value.getValue());
    }
    return event;
  }

  /**
   * Returns the ends that are right, such as {@code answered true} or {@code failed ValueError}.
   */
  List<String> ends() {
    return Arrays.stream(settings.getOrDefault("ends", "").split("; ", -1))
        .flatMap(HostileFunction::spelledOut)
        .map(String::strip)
        .toList();
  }

  private static Stream<String> spelledOut(String end) {
    return end.startsWith("failed ")
        ? Arrays.stream(end.substring(7).split(", ", -1)).map(type -> "failed " + type)
        : Stream.of(end);
  }

  Pattern log() {
    return Pattern.compile(settings.getOrDefault("log", ""));
  }

  @Override
  public String toString() {
    return name;
  }
}
