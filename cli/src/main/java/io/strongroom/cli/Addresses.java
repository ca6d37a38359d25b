package io.strongroom.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where to listen, as options give it. */
final class Addresses {
  private static final int MAX_PORT = 65_535;

  private Addresses() {}

  /** Whether an address that other machines reach is allowed. */
  enum Reach {
    LOOPBACK_ONLY,
    ANY
  }

  /**
   * Returns the address to listen on.
   *
   * @param remedy what to do about an address that is not allowed
   */
  static InetSocketAddress parse(String host, int port, Reach reach, String remedy) throws Refusal {
    if (port < 0 || port > MAX_PORT) {
      throw new Refusal("the port must be between 0 and 65535; 0 means any free port");
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new Refusal("unknown host: " + host);
    }
    if (reach == Reach.LOOPBACK_ONLY && !address.isLoopbackAddress()) {
      throw new Refusal(host + " is not a loopback address; " + remedy);
    }
    return new InetSocketAddress(address, port);
  }
}
