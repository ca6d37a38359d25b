package io.strongroom.cluster.load;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts how often the SDK sends the call of a process, which makes one at a time. */
final class Attempts implements ExecutionInterceptor {
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    count.incrementAndGet();
  }

  /** Returns the attempts since the last time; 1 for a call that failed before it was sent. */
  int take() {
    return Math.max(1, count.getAndSet(0));
  }
}
