package io.strongroom.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlushesTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Integer> flushed = new ArrayList<>();
  private final Flushes flushes = new Flushes(tasks::add);

  @Test
  void whatIsReadyTogetherGoesOutTogetherAfterwards() {
    add(0, 3);

    assertEquals(List.of(), flushed);
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(List.of(0, 1, 2), flushed);

    add(3, 4);
    tasks.remove().run();
    assertEquals(List.of(0, 1, 2, 3), flushed);
  }

  @Test
  void noMoreThanABoundWaitForEachOther() {
    add(0, Flushes.MOST - 1);
    assertEquals(List.of(), flushed);

    add(Flushes.MOST - 1, Flushes.MOST + 1);
    assertEquals(numbers(Flushes.MOST), flushed);

    tasks.forEach(Runnable::run);
    assertEquals(numbers(Flushes.MOST + 1), flushed);
  }

  @Test
  void aLoopThatIsEndingFlushesAtOnce() {
    Flushes ending =
        new Flushes(
            _ -> {
              throw new RejectedExecutionException();
            });

    ending.add(() -> flushed.add(7));

    assertEquals(List.of(7), flushed);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void add(int from, int to) {
    IntStream.range(from, to).forEach(i -> flushes.add(() -> flushed.add(i)));
  }
}
