package io.strongroom.rotators.target;

import java.net.InetAddress;
import java.util.List;

/**
 * A server that may be reached.
 *
 * @param host its name, which its certificate has to show
 * @param port its port
 * @param addresses what the name stood for when it was allowed; at least one
 */
public record Endpoint(String host, int port, List<InetAddress> addresses) {

  /** Copies the list. */
  public Endpoint {
    addresses = List.copyOf(addresses);
  }
}
