package io.strongroom.rotators.target;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A socket that ends: a server that sends a byte now and then, or never stops, holds nobody up for
 * longer than the limits say. Timeouts of the drivers are for single reads only.
 */
final class BoundedSocket extends Socket {
  private final Limits limits;
  private final long deadline;
  private long bytesLeft;
  private int readMillis;

  BoundedSocket(Limits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.total().toNanos();
    this.bytesLeft = limits.bytes();
    this.readMillis = Limits.millis(limits.read());
  }

  void open(SocketAddress address) throws IOException {
    super.connect(address, Limits.millis(limits.connect()));
  }

  /** Refuses: the address was chosen before a driver got the socket. */
  @Override
  public void connect(SocketAddress other, int timeout) throws IOException {
    throw new SocketException("connected already");
  }

  /** Refuses, too. */
  @Override
  public void connect(SocketAddress other) throws IOException {
    throw new SocketException("connected already");
  }

  /** Shortens the timeout of each read; zero and what is longer than the limit mean the limit. */
  @Override
  public void setSoTimeout(int millis) throws SocketException {
    int longest = Limits.millis(limits.read());
    readMillis = millis == 0 ? longest : Math.min(millis, longest);
    super.setSoTimeout(readMillis);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Bounded(super.getInputStream());
  }

  private void beforeRead() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the connection has lasted too long");
    }
    super.setSoTimeout((int) Math.min(left, readMillis));
  }

  private void afterRead(long count) throws IOException {
    bytesLeft -= Math.max(count, 0);
    if (bytesLeft < 0) {
      throw new IOException("the server sends too much");
    }
  }

  private final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      beforeRead();
      int read = super.read();
      afterRead(1);
      return read;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      beforeRead();
      int count = super.read(target, from, length);
      afterRead(count);
      return count;
    }
  }
}
