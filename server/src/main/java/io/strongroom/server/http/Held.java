package io.strongroom.server.http;

/**
 * How many bytes the connections of one event loop hold: beginnings of requests, and answers that
 * their peers have not taken. Requests that come whole and answers that are taken at once count for
 * nothing, so that peers as they should be never feel a bound of this kind; a crowd of others takes
 * it from each other.
 *
 * <p>All methods run on the loop, so no counter is shared. Requirements: DOS-6, DOS-7.
 */
final class Held {
  private final long most;
  private long bytes;

  /** Counts what {@code most} bytes are the bound of. */
  Held(long most) {
    this.most = most;
  }

  /** Tells whether so much is held that peers should be waited for less patiently. */
  boolean isScarce() {
    return bytes > most / 2;
  }

  /** Returns the part of one connection, which holds nothing yet. */
  Part newPart() {
    return new Part();
  }

  /** What one connection holds. */
  final class Part {
    private long counted;

    /** Tells whether this connection counts at all. */
    boolean isCounted() {
      return counted > 0;
    }

    /**
     * Notes how many bytes the connection holds now.
     *
     * @return whether there is room for them; there always is for fewer than before
     */
    boolean set(long now) {
      boolean more = now > counted;
      bytes += now - counted;
      counted = now;
      return !(more && bytes > most);
    }
  }
}
