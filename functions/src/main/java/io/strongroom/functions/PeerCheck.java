package io.strongroom.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a connection to a process's Runtime API comes from that process or one under it:
 * the kernel's table names the socket at the other end, and one of the processes must have it open.
 *
 * <p>Without Linux's {@code /proc} there is nothing to look at, and every connection is taken.
 */
final class PeerCheck implements Predicate<InetSocketAddress> {
  private static final Path PROC = Path.of("/proc");
  private static final Path[] TABLES = {
    PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"),
  };

  /** The loopback address as the kernel's tables write it, and as an IPv6 socket has it. */
  private static final String LOOPBACK = loopback();

  private static final String MAPPED =
      "0000000000000000" + (LOOPBACK.startsWith("7F") ? "0000FFFF" : "FFFF0000") + LOOPBACK;

  private final int port;
  private final ProcessTree tree;

  /**
   * @param port where the Runtime API listens
   * @param tree whose connections are taken
   */
  PeerCheck(int port, ProcessTree tree) {
    this.port = port;
    this.tree = tree;
  }

  /** The kernel writes an address as a number of the machine, so the order of bytes is its own. */
  private static String loopback() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0100007F" : "7F000001";
  }

  /** Returns whether this system can tell. */
  static boolean works() {
    return Files.isReadable(TABLES[0]);
  }

  @Override
  public boolean test(InetSocketAddress peer) {
    if (!works()) {
      return true;
    }
    String inode = inode(peer.getPort());
    if (inode == null) {
      return false;
    }
    String link = "socket:[" + inode + "]";
    // The quick look can miss a process in a rare moment; the slow one decides.
    return has(tree.members(), link) || has(tree.membersByWalk(), link);
  }

  private @Nullable String inode(int peerPort) {
    String local = String.format(Locale.ROOT, ":%04X", peerPort);
    String remote = String.format(Locale.ROOT, ":%04X", port);
    for (Path table : TABLES) {
      String inode = inode(table, local, remote);
      if (inode != null) {
        return inode;
      }
    }
    return null;
  }

  private static @Nullable String inode(Path table, String local, String remote) {
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Columns: slot, local address, remote address, state, queues, timer, retransmissions,
        // user, timeout, inode. See proc_net_tcp in the kernel's documentation.
        String[] columns = line.strip().split("\\s+", 11);
        if (columns.length > 10
            && (columns[1].equals(LOOPBACK + local) || columns[1].equals(MAPPED + local))
            && (columns[2].equals(LOOPBACK + remote) || columns[2].equals(MAPPED + remote))) {
          return columns[9];
        }
      }
    } catch (IOException e) {
      // Without IPv6 the second table does not exist.
      return null;
    }
    return null;
  }

  private static boolean has(Set<Long> pids, String link) {
    return pids.stream().anyMatch(pid -> has(pid, link));
  }

  private static boolean has(long pid, String link) {
    Path files = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
      for (Path file : all) {
        if (pointsTo(file, link)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // That process ended, or may not be looked into.
      return false;
    }
  }

  private static boolean pointsTo(Path file, String link) {
    try {
      return Files.readSymbolicLink(file).toString().equals(link);
    } catch (IOException e) {
      // The file was closed meanwhile.
      return false;
    }
  }
}
