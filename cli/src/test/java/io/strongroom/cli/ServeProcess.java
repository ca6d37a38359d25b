package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cli.kill.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A {@code serve} in a process of its own, of which all that it prints can be read. */
final class ServeProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Path out;
  private final Path err;
  private final Process process;

  private ServeProcess(Path out, Path err, Process process) {
    this.out = out;
    this.err = err;
    this.process = process;
  }

  /** Starts {@code serve} with these options at any free port, and does not wait for it. */
  static ServeProcess start(Path directory, String... options) throws IOException {
    Path out = Files.createTempFile(directory, "serve", ".out");
    Path err = Files.createTempFile(directory, "serve", ".err");
    List<String> command = Victim.main(directory);
    command.addAll(List.of("serve", "--port", "0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ServeProcess(out, err, process);
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  /** Returns standard error, without what a library says that only tests have no provider for. */
  String err() throws IOException {
    return Files.readString(err)
        .lines()
        .filter(line -> !line.startsWith("SLF4J"))
        .collect(Collectors.joining("\n"));
  }

  /** Waits until standard error has {@code part}. */
  void awaitErr(String part) throws IOException {
    await(err, part);
  }

  void awaitReady() throws IOException {
    await(out, "ready ");
  }

  private void await(Path file, String part) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!Files.readString(file).contains(part)) {
      assertTrue(process.isAlive() && System.nanoTime() - end < 0, out() + err());
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Waits for the end, which comes by itself. */
  void assertEnds(int code) throws Exception {
    assertTrue(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS), err());
    assertEquals(code, process.exitValue(), err());
  }

  /** Tells the process to stop, as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
