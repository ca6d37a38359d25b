package io.strongroom.functions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what a function should not have left behind. */
final class Leftovers {
  private Leftovers() {}

  /** Returns the command lines of processes that a function of that name was started with. */
  static List<String> processesOf(String name) throws IOException {
    String mark = "AWS_LAMBDA_FUNCTION_NAME=" + name + "\0";
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> read(process.resolve("environ")).contains(mark))
          .map(process -> process.getFileName() + " " + read(process.resolve("cmdline")))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It ended meanwhile, or is another user's.
      return "";
    }
  }

  static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
