package io.strongroom.store.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a database is: {@code postgres://USER@HOST:PORT,HOST:PORT/DATABASE}. Of several hosts one
 * is the primary, which is found out. A password is not part of it: command lines are seen by all.
 *
 * @param user the role to log in as
 * @param hosts at least one
 * @param database its name
 */
public record DatabaseUrl(String user, List<Host> hosts, String database) {
  private static final int DEFAULT_PORT = 5_432;
  private static final int MAX_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("postgres(?:ql)?://([A-Za-z0-9_.-]+)@([^/?#@]+)/([A-Za-z0-9_.-]+)");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?");

  /**
   * One server of the database.
   *
   * @param name a name or an address; that of version 6 in brackets
   * @param port 1 to 65535
   */
  public record Host(String name, int port) {

    /** Tells whether this is the machine itself, so that nobody else sees what is sent. */
    boolean isLoopback() {
      return name.equals("localhost") || name.equals("[::1]") || name.startsWith("127.");
    }

    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  /** Takes a copy of the list. */
  public DatabaseUrl {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with one line that says what is expected
   */
  public static DatabaseUrl parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw malformed();
    }
    List<Host> hosts = new ArrayList<>();
    for (String each : matcher.group(2).split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw malformed();
      }
      int port = host.group(2) == null ? DEFAULT_PORT : Integer.parseInt(host.group(2));
      if (port < 1 || port > MAX_PORT) {
        throw malformed();
      }
      hosts.add(new Host(host.group(1), port));
    }
    return new DatabaseUrl(matcher.group(1), hosts, matcher.group(3));
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "the URL of a database is postgres://USER@HOST:PORT[,HOST:PORT...]/DATABASE;"
            + " a password goes into a file");
  }

  /** Tells whether all of it is on this machine. */
  public boolean isLoopback() {
    return hosts.stream().allMatch(Host::isLoopback);
  }

  /** Returns the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return hosts.stream()
        .map(Host::toString)
        .collect(Collectors.joining(",", "postgres://" + user + "@", "/" + database));
  }
}
