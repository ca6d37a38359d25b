package io.strongroom.rotators.target;

import io.strongroom.rotators.RotationException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which machines a rotator may connect to. Whoever can write a secret names the host, so a
 * host is no proof of anything: addresses of the machine itself and of private networks are refused
 * unless they were listed, those that clouds and links keep for themselves always, and so is this
 * server (requirement ROT-7). A name is resolved once; what was allowed is what is connected to.
 */
public final class TargetPolicy {

  /** Finds the addresses of a name. */
  @FunctionalInterface
  public interface Resolver {
    /** Returns one address at least. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** The most addresses of one name that are looked at and tried. */
  private static final int MAX_ADDRESSES = 8;

  /** Host names as certificates have them, and literal addresses. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]{1,253}");

  /** Link-local addresses with the metadata services of clouds, and what no host has. */
  private static final List<Network> NEVER =
      networks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.192/32",
          "224.0.0.0/3",
          "fd00:ec2::254/128",
          "fe80::/10",
          "ff00::/8");

  /** The machine itself, and networks that are not the internet (RFC 6890). */
  private static final List<Network> PRIVATE =
      networks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "fc00::/7",
          "fec0::/10");

  private static final Network IPV6_LOOPBACK = Network.parse("::1");

  private final List<Network> listed;
  private final Set<Integer> ownPorts;
  private final Resolver resolver;

  private TargetPolicy(List<Network> listed, Set<Integer> ownPorts, Resolver resolver) {
    this.listed = List.copyOf(listed);
    this.ownPorts = Set.copyOf(ownPorts);
    this.resolver = resolver;
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(Network::parse).toList();
  }

  /**
   * Allows the internet, and of this machine and private networks what is {@code listed}.
   *
   * @param ownPorts where this server listens; on the machine itself they are never connected to
   */
  public static TargetPolicy of(List<Network> listed, Set<Integer> ownPorts) {
    return new TargetPolicy(listed, ownPorts, InetAddress::getAllByName);
  }

  /** Returns the same policy with another way to find addresses. */
  public TargetPolicy resolvingWith(Resolver other) {
    return new TargetPolicy(listed, ownPorts, other);
  }

  /**
   * Resolves {@code host} and allows it only if all that it stands for is allowed.
   *
   * @throws RotationException permanent if it is refused, retryable if it has no address now
   */
  public Endpoint allow(String host, int port) {
    if (!HOST.matcher(host).matches()) {
      throw RotationException.permanent("The key host is neither a host name nor an address.");
    }
    InetAddress[] found;
    try {
      found = resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw RotationException.retryable("The name under the key host has no address.");
    }
    List<InetAddress> addresses = Arrays.stream(found).limit(MAX_ADDRESSES).toList();
    for (InetAddress address : addresses) {
      refuseForbidden(Network.embedded(address), port);
    }
    return new Endpoint(host, port, addresses);
  }

  private void refuseForbidden(InetAddress address, int port) {
    if (isIn(NEVER, address) || address.isAnyLocalAddress()) {
      throw RotationException.permanent(
          "The host of the secret has an address that no rotator may reach.");
    }
    boolean own = ownPorts.contains(port) && isOfThisMachine(address);
    if (own) {
      throw RotationException.permanent("The host of the secret is this server.");
    }
    boolean closed = isIn(PRIVATE, address) || IPV6_LOOPBACK.contains(address);
    if (closed && !isIn(listed, address)) {
      throw RotationException.permanent(
          "The host of the secret has a private address that is not listed as a target.");
    }
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isOfThisMachine(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
