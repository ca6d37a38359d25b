package io.strongroom.store.sqlite;

/** What the threads of a store have in common. */
final class Threads {
  private Threads() {}

  /** Waits until a thread has ended. An interrupt does not end the waiting; it is kept. */
  static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
