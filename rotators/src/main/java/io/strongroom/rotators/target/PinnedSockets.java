package io.strongroom.rotators.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Gives a driver sockets to the addresses that were allowed, whatever the driver itself makes of
 * the host's name. Drivers make factories by their class name, so what a factory is for comes by
 * {@link #connecting}; outside of it there are no sockets.
 */
public final class PinnedSockets extends SocketFactory {
  private static final ScopedValue<Pin> PIN = ScopedValue.newInstance();

  private record Pin(Endpoint endpoint, Limits limits) {}

  /** Is for drivers. */
  public PinnedSockets() {}

  /** Runs {@code driver}, which on this thread gets sockets to {@code endpoint}. */
  public static <R, X extends Throwable> R connecting(
      Endpoint endpoint, Limits limits, ScopedValue.CallableOp<R, X> driver) throws X {
    return ScopedValue.where(PIN, new Pin(endpoint, limits)).call(driver);
  }

  /** Returns a socket that is connected to the first address that accepts. */
  @Override
  public Socket createSocket() throws IOException {
    if (!PIN.isBound()) {
      throw new SocketException("no endpoint was allowed");
    }
    Pin pin = PIN.get();
    IOException last = new SocketException("no address");
    for (InetAddress address : pin.endpoint().addresses()) {
      BoundedSocket socket = new BoundedSocket(pin.limits());
      try {
        socket.open(new InetSocketAddress(address, pin.endpoint().port()));
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket();
  }
}
