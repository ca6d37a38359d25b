package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Programs of the operator's system, found in a list of directories. */
record Programs(List<Path> path) {
  private static final long RUN_SECONDS = 20;
  private static final int MAX_OUTPUT = 4 << 10;

  Programs {
    path = List.copyOf(path);
  }

  /** Returns the full path of a program, or null if there is none by that name. */
  @Nullable Path find(String name) {
    return all(name).findFirst().orElse(null);
  }

  /** Returns the full paths of all programs by a name, as they come in the directories. */
  Stream<Path> all(String name) {
    return path.stream()
        .map(directory -> directory.resolve(name))
        .filter(Path::isAbsolute)
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program));
  }

  /**
   * How a program ended.
   *
   * @param exit its exit status, or -1 if it could not be started or did not end in time
   * @param text the start of what it wrote, in one line
   */
  record Run(int exit, String text) {}

  /** Runs a program of the operator's to its end. */
  static Run run(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try {
        return outcome(process);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return new Run(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Run(-1, "interrupted");
    }
  }

  private static Run outcome(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    // What is tried writes less than a pipe holds, so it need not be read before it ends.
    boolean over = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
    if (!over) {
      return new Run(-1, "did not end within " + RUN_SECONDS + " seconds");
    }
    try (InputStream in = process.getInputStream()) {
      String text = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
      return new Run(process.exitValue(), text.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
  }
}
