package io.strongroom.iam.sigv4;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The other end of the connection that a request came over. One object serves all requests of its
 * connection.
 *
 * @param address the address as the socket has it, not what a header claims
 * @param network the IPv4 address, or the /64 network of an IPv6 address, as text: whoever has one
 *     IPv6 address has the whole network, so this is what limits count by
 * @param wire whether what it sends is encrypted on its way
 * @param tls how it is encrypted, once that is agreed; else null
 */
public record Peer(InetAddress address, String network, Wire wire, @Nullable TlsFacts tls) {

  /** A peer on this machine. */
  public static final Peer LOOPBACK = of(InetAddress.getLoopbackAddress(), Wire.PLAIN);

  /** How many bytes of an IPv6 address name its network. */
  private static final int NETWORK_LENGTH = 8;

  /** How a connection runs. */
  public enum Wire {
    /** Bare HTTP. */
    PLAIN,
    /** TLS. */
    TLS
  }

  /** Makes the peer of a connection. */
  public static Peer of(InetAddress address, Wire wire) {
    String network =
        address instanceof Inet6Address
            ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_LENGTH)
            : address.getHostAddress();
    return new Peer(address, network, wire, null);
  }

  /** Returns the same peer once it has agreed on TLS. */
  public Peer over(TlsFacts agreed) {
    return new Peer(address, network, wire, agreed);
  }

  /** Returns the address as text; of IPv4 it is at hand. */
  public String addressText() {
    return address instanceof Inet6Address ? address.getHostAddress() : network;
  }

  /** Tells whether what it sends is encrypted on its way. */
  public boolean isSecure() {
    return wire == Wire.TLS;
  }
}
