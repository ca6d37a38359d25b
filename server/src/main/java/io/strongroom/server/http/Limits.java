package io.strongroom.server.http;

import java.time.Duration;

/**
 * The bounds of a listener. Source: requirements DOS-2, DOS-3, DOS-6 and DOS-7; where those name a
 * number, it is the default.
 *
 * @param sizes how large requests may be
 * @param times how slow a peer may be
 * @param connections how many connections there may be
 * @param load how much all of them may ask for and hold
 */
public record Limits(Sizes sizes, Times times, Connections connections, Load load) {

  /** The limits a listener has unless it is told otherwise. */
  public static final Limits DEFAULT =
      new Limits(Sizes.DEFAULT, Times.DEFAULT, Connections.DEFAULT, Load.DEFAULT);

  /**
   * How large requests may be.
   *
   * @param requestLineBytes the first line of a request without its line end; beyond: 414
   * @param headerBytes all header fields of a request without their line ends; beyond: 431
   * @param headerFields how many header fields a request may have; beyond: 431
   * @param bodyBytes the body of a request; beyond: 413
   * @param bodiesInFlightBytes the bodies that are being received or answered, of all connections
   *     together; beyond: 503 ServiceUnavailable
   */
  public record Sizes(
      int requestLineBytes,
      int headerBytes,
      int headerFields,
      int bodyBytes,
      long bodiesInFlightBytes) {

    /** A line of 8 KiB, 16 KiB in 64 fields, bodies of 512 KiB and of 64 MiB together. */
    public static final Sizes DEFAULT = new Sizes(8 << 10, 16 << 10, 64, 512 << 10, 64L << 20);

    /** Refuses bounds that let nothing through. */
    public Sizes {
      Require.positive(requestLineBytes, "requestLineBytes");
      Require.positive(headerBytes, "headerBytes");
      Require.positive(headerFields, "headerFields");
      Require.positive(bodyBytes, "bodyBytes");
      Require.positive(bodiesInFlightBytes, "bodiesInFlightBytes");
    }
  }

  /**
   * How slow a peer may be. Deadlines are looked at a few times a second, so a peer may get up to
   * half a second more; and where many are late together, they are ended some hundred a second.
   *
   * @param handshake from the opening of a connection to the end of its TLS handshake; then the
   *     connection is closed without a word
   * @param header from the first byte of a request to the end of its header fields; then 408
   * @param body from the end of the header fields to the last byte of the body; then 408
   * @param bodyBytesPerSecond the least average rate at which a body arrives, judged from a third
   *     of {@code body} on; then 408
   * @param idle between an answer, or the opening of a connection (with its handshake), and the
   *     first byte of a request; then the connection is closed without a word
   * @param writeProgress how long an answer may wait for the peer to take any of it; then the
   *     connection is closed
   */
  public record Times(
      Duration handshake,
      Duration header,
      Duration body,
      int bodyBytesPerSecond,
      Duration idle,
      Duration writeProgress) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** 10 s, 10 s, 15 s at 1 KiB/s, 60 s and 15 s. */
    public static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            1 << 10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(15));

    /** Refuses times that cut every request. */
    public Times {
      Require.positive(handshake.toMillis(), "handshake");
      Require.positive(header.toMillis(), "header");
      Require.positive(body.toMillis(), "body");
      Require.positive(idle.toMillis(), "idle");
      Require.positive(writeProgress.toMillis(), "writeProgress");
      if (bodyBytesPerSecond < 0) {
        throw new IllegalArgumentException("bodyBytesPerSecond must not be negative");
      }
    }

    /** Tells whether a body of which {@code length} bytes have come in that time is too slow. */
    boolean isTrickling(long elapsedNanos, long length) {
      return elapsedNanos >= bodyGrace().toNanos()
          && length < bodyBytesPerSecond * elapsedNanos / NANOS_PER_SECOND;
    }

    /** Returns how long a body may take before its rate is judged. */
    Duration bodyGrace() {
      // Not divided as a Duration, which loads the arithmetic of long decimals at each start.
      return Duration.ofMillis(body.toMillis() / 3);
    }

    /** Returns the shortest of all times. */
    Duration shortest() {
      Duration shortest = bodyGrace();
      for (Duration time : new Duration[] {handshake, header, idle, writeProgress}) {
        shortest = time.compareTo(shortest) < 0 ? time : shortest;
      }
      return shortest;
    }
  }

  /**
   * How many connections there may be; one more is closed at once, before a byte of it is read.
   *
   * @param total connections in all; 0 for any number
   * @param perAddress connections from one IPv4 address or one /64 network of IPv6 addresses; 0 for
   *     any number
   * @param loopback whether {@code perAddress} binds peers on this machine
   */
  public record Connections(int total, int perAddress, Loopback loopback) {

    /** 16,384 in all and 1,024 from one address, loopback included. */
    public static final Connections DEFAULT = new Connections(16_384, 1_024, Loopback.COUNTED);

    /** Refuses negative numbers. */
    public Connections {
      if (total < 0 || perAddress < 0) {
        throw new IllegalArgumentException("numbers of connections must not be negative");
      }
    }
  }

  /**
   * How much all connections together may ask for and hold.
   *
   * @param calls requests in progress besides those that are answered at once; one more is answered
   *     with ThrottlingException
   * @param heldBytes heads of requests that have not come whole, and answers that their peers have
   *     not taken; beyond, a request that comes in pieces is refused with 503 ServiceUnavailable,
   *     and a peer that does not take its answer at once is cut
   */
  public record Load(int calls, long heldBytes) {

    /** 1,024 calls and 32 MiB, which leaves most of the usual heap to caches and bodies. */
    public static final Load DEFAULT = new Load(1_024, 32L << 20);

    /** Refuses bounds that let nothing through. */
    public Load {
      Require.positive(calls, "calls");
      Require.positive(heldBytes, "heldBytes");
    }
  }

  /** Whether the limit per address binds connections from this machine itself. */
  public enum Loopback {
    /** It does, as for any other address. */
    COUNTED,
    /** It does not: behind 127.0.0.1 there may be a whole test suite. */
    EXEMPT
  }

  /** A class of its own, so that the records can be made before their outer class is ready. */
  private static final class Require {
    private Require() {}

    static void positive(long value, String name) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " must be positive");
      }
    }
  }
}
