package io.strongroom.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.secrets.PolicyProver.Verdict;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProofPoolTest {
  private static final Verdict CLOSED = new Verdict.Closed();
  private static final int SURPLUS = 20;

  private final BlockingQueue<Thread> provers = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private PolicyDocument policy;

  @BeforeEach
  void parse() throws PolicySyntaxException {
    policy =
        PolicyParser.parse(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
            "Action":"*","Resource":"*"}}""");
  }

  /** A proof that lasts until the test releases it. */
  private Verdict slow(PolicyDocument of, List<String> secrets) {
    provers.add(Thread.currentThread());
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CLOSED;
  }

  private String told(ProofPool pool) {
    try {
      return pool.prove(policy, List.of()).toString();
    } catch (ServiceException e) {
      return e.code().wireName();
    }
  }

  @Test
  @DisplayName("What the queue does not take is throttled at once; what it took is answered")
  void surplusIsThrottled() throws Exception {
    int taken = ProofPool.THREADS + ProofPool.MAX_WAITING;
    try (ProofPool pool = new ProofPool(this::slow, Duration.ofDays(1));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = new ExecutorCompletionService<String>(threads);
      Callable<String> caller = () -> told(pool);
      for (int i = 0; i < taken + SURPLUS; i++) {
        callers.submit(caller);
      }
      for (int i = 0; i < SURPLUS; i++) {
        assertEquals("ThrottlingException", callers.take().get());
      }
      release.countDown();
      for (int i = 0; i < taken; i++) {
        assertEquals(CLOSED.toString(), callers.take().get());
      }
    }
    assertEquals(taken, provers.size());
    for (Thread prover : provers) {
      assertTrue(prover.isDaemon() && !prover.isVirtual());
    }
  }

  @Test
  @DisplayName("Who waits too long is throttled, and what is not begun then never is")
  void waitingEnds() throws Exception {
    try (ProofPool pool = new ProofPool(this::slow, Duration.ofMillis(1))) {
      for (int i = 0; i < ProofPool.MAX_WAITING * 3; i++) {
        assertEquals("ThrottlingException", told(pool));
      }
      provers.take();
      assertEquals(0, provers.size());
      release.countDown();
    }
  }

  @Test
  @DisplayName("A proof that fails proves nothing")
  void failureProvesNothing() {
    try (ProofPool pool =
        new ProofPool(
            (_, _) -> {
              throw new IllegalStateException("a fault");
            })) {
      assertEquals(new Verdict.Unproved("it failed"), pool.prove(policy, List.of()));
    }
  }

  @Test
  @DisplayName("A pool that is closed gives up what waits")
  void closingGivesUp() throws Exception {
    ProofPool pool = new ProofPool(this::slow, Duration.ofDays(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> caller = () -> told(pool);
      List<Future<String>> told = new ArrayList<>();
      told.add(threads.submit(caller));
      provers.take();
      told.add(threads.submit(caller));
      pool.close();
      assertEquals("ThrottlingException", told.get(1).get());
      ServiceException refused =
          assertThrows(ServiceException.class, () -> pool.prove(policy, List.of()));
      assertEquals(ErrorCode.THROTTLING, refused.code());
    }
  }

  @Test
  @DisplayName("The analyzer is asked about the secrets that are named, or about any")
  void asksTheAnalyzer() throws PolicySyntaxException {
    String arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:%s-AbCdEf";
    PolicyDocument open =
        PolicyParser.parse(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
            "Action":"*","Resource":"%s"}}"""
                .formatted(arn.formatted("b")));
    try (ProofPool pool = new ProofPool(PublicProofs::prove)) {
      assertEquals(CLOSED, pool.prove(open, List.of(arn.formatted("a"))));
      assertEquals(new Verdict.Public(), pool.prove(open, List.of()));
      assertEquals(
          new Verdict.Public(), pool.prove(open, List.of(arn.formatted("a"), arn.formatted("b"))));
    }
  }
}
