package io.strongroom.functions;

import io.strongroom.functions.InvocationResult.Answered;
import io.strongroom.functions.InvocationResult.Failed;
import io.strongroom.keys.SensitiveBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call as it runs in a process: the thread that calls waits for the outcome, and meanwhile
 * takes the process's output, looks at what it uses, and at the time.
 */
final class Call implements AutoCloseable {

  /** How often output is taken while nothing else happens. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How often it is looked at what a process uses. */
  private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long what a process has sent is waited for once it is gone. */
  private static final int LAST_STEPS = 100;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** What exit statuses above this say: which signal ended a process. */
  private static final int SIGNALLED = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          6, "aborted",
          7, "bus error",
          8, "floating point exception",
          9, "killed",
          11, "segmentation fault",
          15, "terminated",
          25, "file size limit exceeded");

  private final FunctionProcess process;
  private final Invocation invocation;
  private final ProcessLimits limits;
  private final Duration left;
  private final Duration allowance;
  private final LongSupplier ticks;
  private final RunLog log;
  private final long calledAt;
  private final long beganAt;
  private final boolean cold;
  private boolean announced;
  private long memory;
  private long watchedAt;

  /** How a call ended, and what is to become of the process. */
  sealed interface End {
    /** The process takes further calls. */
    record Reusable(InvocationResult result) implements End {}

    /** The process must be ended, or has ended. */
    record Finished(InvocationResult result) implements End {}

    /** An idle process was gone before it got the call, which is as if it never was. */
    record NotDelivered() implements End {}
  }

  /**
   * @param left how long it is to the deadline of the call
   */
  Call(
      FunctionProcess process,
      Invocation invocation,
      ProcessLimits limits,
      Duration left,
      FunctionLogs logs,
      LongSupplier ticks) {
    this.process = process;
    this.invocation = invocation;
    this.limits = limits;
    this.left = left;
    this.allowance = shorter(left, process.spec().timeout());
    this.calledAt = ticks.getAsLong();
    this.ticks = ticks;
    this.cold = process.firstUse();
    this.beganAt = cold ? process.startedAt() : ticks.getAsLong();
    this.watchedAt = beganAt;
    List<SensitiveBytes> secrets = new ArrayList<>(invocation.masked());
    secrets.addAll(process.secrets());
    this.log = new RunLog(logs, process.spec(), limits, secrets, process.known());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Adds a line to the call's log. */
  void remark(String text) {
    log.line(text);
  }

  /** Runs the call to its end. */
  End run() throws InterruptedException {
    process.session().offer(invocation);
    while (true) {
      Outcome outcome = process.session().await(STEP_NANOS);
      announce();
      process.output().drainInto(log, limits.outputBytes());
      if (outcome == null && !process.process().isAlive()) {
        outcome = lastWords();
        if (outcome == null) {
          return exited();
        }
      }
      if (outcome != null) {
        return ended(outcome);
      }
      End cut = cut();
      if (cut != null) {
        return cut;
      }
    }
  }

  /** Writes the first line once the process has the call. */
  private void announce() {
    if (!announced && process.session().delivered()) {
      announced = true;
      log.line("START RequestId: " + invocation.requestId() + " Version: $LATEST");
    }
  }

  /** Waits for what a process sent before it ended; its connections close when that was read. */
  private @Nullable Outcome lastWords() throws InterruptedException {
    Outcome outcome = process.session().await(1);
    for (int i = 0; outcome == null && i < LAST_STEPS && process.api().hasConnections(); i++) {
      outcome = process.session().await(STEP_NANOS);
    }
    process.output().drainInto(log, limits.outputBytes());
    return outcome;
  }

  private End exited() {
    if (!cold && !process.session().delivered()) {
      return new End.NotDelivered();
    }
    return finished(ErrorDocument.EXIT, "Runtime exited with error: " + reason());
  }

  private String reason() {
    int status = process.process().exitValue();
    String signal = SIGNALS.get(status - SIGNALLED);
    return signal == null ? "exit status " + status : "signal: " + signal;
  }

  private End ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Response(SensitiveBytes body) -> {
        report();
        yield new End.Reusable(new Answered(body, log.tail()));
      }
      case Outcome.HandlerError(String type, SensitiveBytes body) -> {
        report();
        yield new End.Reusable(new Failed(type, body, log.tail()));
      }
      case Outcome.InitError(String type, SensitiveBytes body) -> {
        report();
        yield new End.Finished(new Failed(type, body, log.tail()));
      }
      case Outcome.TooLarge(int limit) -> {
        String text = "Response payload size exceeded maximum allowed payload size";
        Failed failed = failed(ErrorDocument.TOO_LARGE, text + " (" + limit + " bytes).");
        yield new End.Reusable(failed);
      }
    };
  }

  /** Ends the call if it takes too long or the process uses too much. */
  private @Nullable End cut() {
    long now = ticks.getAsLong();
    boolean delivered = process.session().delivered();
    Duration allowed = delivered ? allowance : initAllowance();
    long since = delivered ? process.session().takenAt() : beganAt;
    if (now - since >= allowed.toNanos()) {
      return timedOut(allowed.toNanos());
    }
    if (now - calledAt >= left.toNanos()) {
      return timedOut(now - since);
    }
    if (log.outputBytes() > limits.outputBytes()) {
      return killed("more than " + limits.outputBytes() + " bytes of output");
    }
    if (now - watchedAt >= WATCH_NANOS) {
      watchedAt = now;
      memory = Math.max(memory, process.memoryBytes());
      String excess = process.excess();
      return excess == null ? null : killed(excess);
    }
    return null;
  }

  private End timedOut(long nanos) {
    double seconds = nanos / NANOS_PER_SECOND;
    String text = String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds);
    return finished(ErrorDocument.TIMED_OUT, text);
  }

  private Duration initAllowance() {
    Duration timeout = process.spec().timeout();
    return limits.initTime().compareTo(timeout) > 0 ? limits.initTime() : timeout;
  }

  private End killed(String excess) {
    log.line("RequestId: " + invocation.requestId() + " The process was ended: it had " + excess);
    return finished(ErrorDocument.EXIT, "Runtime exited with error: signal: killed");
  }

  private End finished(String type, String message) {
    return new End.Finished(failed(type, message));
  }

  private Failed failed(String type, String message) {
    log.line("RequestId: " + invocation.requestId() + " Error: " + message);
    report();
    SensitiveBytes document = ErrorDocument.of(invocation.requestId(), type, message);
    return new Failed(type, document, log.tail());
  }

  /** Writes the last lines. */
  private void report() {
    long now = ticks.getAsLong();
    announce();
    memory = Math.max(memory, process.memoryBytes());
    boolean delivered = announced;
    long since = delivered ? process.session().takenAt() : beganAt;
    double millis = (now - since) / NANOS_PER_MILLI;
    String line =
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %.0f ms"
                + "\tMemory Size: %d MB\tMax Memory Used: %d MB",
            invocation.requestId(),
            millis,
            Math.ceil(millis),
            process.spec().memoryMiB(),
            memory >> 20);
    if (cold && delivered) {
      double init = (process.session().takenAt() - process.startedAt()) / NANOS_PER_MILLI;
      line += String.format(Locale.ROOT, "\tInit Duration: %.2f ms", init);
    }
    log.line("END RequestId: " + invocation.requestId());
    log.line(line);
  }

  @Override
  public void close() {
    log.close();
  }
}
