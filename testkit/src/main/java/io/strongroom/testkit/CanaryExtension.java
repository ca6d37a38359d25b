package io.strongroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test when a secret value shows up in what it printed or logged, or in the files that it
 * names (requirement LOG-6). What is printed still reaches its place.
 *
 * <p>To be registered with {@code @RegisterExtension}, or by {@code @ExtendWith} when no files are
 * searched. Tests of one class must not run side by side: standard output is the process's.
 */
public final class CanaryExtension implements BeforeEachCallback, AfterEachCallback {
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Handler logs = new Capture(captured);

  /** Adds files and directories to search after each test; those that do not exist then are bad. */
  public void searching(Path... more) {
    files.addAll(List.of(more));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    synchronized (captured) {
      captured.reset();
    }
    System.setOut(tee(out));
    System.setErr(tee(err));
    rootLogger().addHandler(logs);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setOut(out);
    System.setErr(err);
    rootLogger().removeHandler(logs);
    Canary.requireAbsent("what the test printed and logged", captured());
    Canary.requireAbsent(files);
    files.clear();
  }

  private byte[] captured() {
    synchronized (captured) {
      return captured.toByteArray();
    }
  }

  private PrintStream tee(PrintStream to) {
    return new PrintStream(new Tee(to, captured), true, UTF_8);
  }

  private static Logger rootLogger() {
    return LogManager.getLogManager().getLogger("");
  }

  private static final class Tee extends OutputStream {
    private final PrintStream to;
    private final ByteArrayOutputStream copy;

    Tee(PrintStream to, ByteArrayOutputStream copy) {
      this.to = to;
      this.copy = copy;
    }

    @Override
    public void write(int b) {
      to.write(b);
      synchronized (copy) {
        copy.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      to.write(bytes, offset, length);
      synchronized (copy) {
        copy.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      to.flush();
    }
  }

  /** Keeps each record as people would read it, stack traces included. */
  private static final class Capture extends Handler {
    private final ByteArrayOutputStream copy;

    Capture(ByteArrayOutputStream copy) {
      this.copy = copy;
      setLevel(Level.ALL);
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord record) {
      byte[] text = getFormatter().format(record).getBytes(UTF_8);
      synchronized (copy) {
        copy.writeBytes(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
