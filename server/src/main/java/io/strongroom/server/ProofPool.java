package io.strongroom.server;

import io.strongroom.api.secrets.PolicyProver;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.policy.PolicyDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps proofs away from the threads of requests: a policy can be made so that a proof takes all of
 * its time, and who sends many of those gets no more than one processor. What is too much is
 * throttled, which clients try again.
 *
 * <p>No thread is started before the first proof, and none stays long after the last.
 */
final class ProofPool implements PolicyProver, AutoCloseable {

  /** Bounds the processors and the memory that proofs take. */
  static final int THREADS = 1;

  /** How many proofs may wait for others. */
  static final int MAX_WAITING = 16;

  /** How long a request waits: for the longest proof, and for some before it. */
  static final Duration WAIT = Duration.ofSeconds(10);

  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(ProofPool.class.getName());

  private final PolicyProver prover;
  private final Duration wait;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> Thread.ofPlatform().name("strongroom-proofs").daemon().unstarted(task));

  /** Has {@code prover}, which takes some seconds at most, prove on threads of this pool. */
  ProofPool(PolicyProver prover) {
    this(prover, WAIT);
  }

  ProofPool(PolicyProver prover, Duration wait) {
    this.prover = prover;
    this.wait = wait;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public Verdict prove(PolicyDocument policy, List<String> secrets) {
    FutureTask<Verdict> proof = new FutureTask<>(() -> prover.prove(policy, secrets));
    try {
      threads.execute(proof);
      return proof.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException | CancellationException | TimeoutException e) {
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      // A fault of ours is no reason to let a policy pass, nor to tell a client to try for ever.
      LOG.log(System.Logger.Level.ERROR, "a proof failed", e.getCause());
      return new Verdict.Unproved("it failed");
    } finally {
      threads.remove(proof);
    }
  }

  private static ServiceException busy() {
    return new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
  }

  /** Gives up what waits; what is under way ends by itself and keeps no process alive. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof FutureTask<?> proof) {
        proof.cancel(false);
      }
    }
  }
}
