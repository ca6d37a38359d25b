package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces of its own for every process, by {@code bwrap} (0.8 or newer). The function sees the
 * system's programs and libraries, its code at {@code /var/task}, and an empty {@code /tmp} of
 * bounded size that only exists in memory; no other file, no other process. It has no privilege and
 * cannot get one. The network is the host's. Where the server is root, it runs as another user.
 */
final class Bubblewrap extends Sandbox {
  private static final Path TASK = Path.of("/var/task");
  private static final Path LAUNCHERS = Path.of("/var/runtime");
  private static final Path SCRATCH = Path.of("/tmp");

  /** Where published rotation functions look for the certificates that they trust. */
  private static final Path CA_BUNDLE = Path.of("/etc/pki/tls/cert.pem");

  private static final List<String> SYSTEM =
      List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64");

  /** What programs look up: names, certificates, libraries, time zones. Nothing of the operator. */
  private static final List<String> ETC =
      List.of(
          "alternatives",
          "ca-certificates",
          "crypto-policies",
          "gai.conf",
          "group",
          "host.conf",
          "krb5.conf",
          "ld.so.cache",
          "ld.so.conf",
          "ld.so.conf.d",
          "localtime",
          "nsswitch.conf",
          "passwd",
          "pki/ca-trust",
          "protocols",
          "resolv.conf",
          "services",
          "ssl/certs",
          "ssl/openssl.cnf");

  /** How much shared memory a function may have, in bytes. */
  private static final long SHARED_MEMORY = 16L << 20;

  private final Path bwrap;
  private final Path setsid;
  private final Path setpriv;
  private final Path prlimit;
  private final Path shell;
  private final @Nullable SystemUser user;
  private final List<Path> hidden;

  private Bubblewrap(
      Path bwrap,
      Path setsid,
      Path setpriv,
      Path prlimit,
      Path shell,
      @Nullable SystemUser user,
      List<Path> hidden) {
    this.bwrap = bwrap;
    this.setsid = setsid;
    this.setpriv = setpriv;
    this.prlimit = prlimit;
    this.shell = shell;
    this.user = user;
    this.hidden = List.copyOf(hidden);
  }

  /** Returns one that works, or null with a remark that says why none does. */
  static @Nullable Bubblewrap find(
      Programs programs, @Nullable SystemUser user, List<Path> hidden, List<String> remarks) {
    Path bwrap = programs.find("bwrap");
    Path setsid = programs.find("setsid");
    Path setpriv = programs.find("setpriv");
    Path prlimit = programs.find("prlimit");
    Path shell = programs.find("sh");
    if (bwrap == null || setsid == null || setpriv == null || prlimit == null || shell == null) {
      remarks.add("bubblewrap is not installed, or setsid, setpriv or prlimit is missing");
      return null;
    }
    Bubblewrap found = new Bubblewrap(bwrap, setsid, setpriv, prlimit, shell, user, hidden);
    return found.works(shell, remarks) ? found : null;
  }

  @Override
  public boolean protectsServer() {
    return true;
  }

  @Override
  boolean hasOwnProcesses() {
    return true;
  }

  @Override
  boolean wraps() {
    return true;
  }

  @Override
  boolean needsScratch() {
    return false;
  }

  @Override
  public String describe() {
    return user == null ? "bubblewrap" : "bubblewrap, as the user " + user.name();
  }

  @Override
  @Nullable String hindrance(Path path) {
    return user == null ? null : user.hindrance(path);
  }

  @Override
  void own(Path scratch) throws IOException {
    throw new IOException("there is no directory to own");
  }

  @Override
  Places places(Launch launch) {
    return new Places(TASK, LAUNCHERS, SCRATCH, bundle(launch) == null ? null : CA_BUNDLE);
  }

  private static @Nullable Path bundle(Launch launch) {
    return launch.caBundle() != null ? launch.caBundle() : CaBundle.ofSystem();
  }

  @Override
  List<String> command(Launch launch) {
    List<String> command = new ArrayList<>();
    command.add(setsid.toString());
    if (user != null) {
      command.addAll(user.becoming(setpriv));
    }
    command.add(bwrap.toString());
    command.addAll(
        List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--disable-userns",
            "--die-with-parent",
            "--new-session",
            "--hostname",
            "function"));
    addFiles(command, launch);
    command.addAll(List.of("--chdir", TASK.toString(), "--"));
    // Inside, for a namespace of users counts its processes by itself.
    command.addAll(launch.bounding(prlimit, launch.limits().tasks()));
    command.addAll(launch.ending(shell));
    return command;
  }

  private void addFiles(List<String> command, Launch launch) {
    Set<Path> bound = new LinkedHashSet<>();
    for (String name : SYSTEM) {
      addSystem(command, Path.of(name), bound);
    }
    for (String name : ETC) {
      String file = "/etc/" + name;
      command.addAll(List.of("--ro-bind-try", file, file));
    }
    String hosts = launch.hosts() == null ? "/etc/hosts" : launch.hosts().toString();
    command.addAll(List.of("--ro-bind-try", hosts, "/etc/hosts"));
    Path bundle = bundle(launch);
    if (bundle != null) {
      command.addAll(List.of("--ro-bind", bundle.toString(), CA_BUNDLE.toString()));
    }
    for (Path readable : launch.readable()) {
      if (bound.stream().noneMatch(readable::startsWith)) {
        command.addAll(List.of("--ro-bind", readable.toString(), readable.toString()));
        bound.add(readable);
      }
    }
    hidden.stream()
        .filter(path -> bound.stream().anyMatch(path::startsWith))
        .forEach(path -> addHidden(command, path));
    command.addAll(List.of("--ro-bind", launch.launchers().toString(), LAUNCHERS.toString()));
    command.addAll(List.of("--ro-bind", launch.code().toString(), TASK.toString()));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    addMemory(command, SHARED_MEMORY, Path.of("/dev/shm"));
    command.addAll(List.of("--remount-ro", "/dev"));
    addMemory(command, launch.limits().scratchBytes(), SCRATCH);
    command.addAll(List.of("--remount-ro", "/"));
  }

  private static void addSystem(List<String> command, Path path, Set<Path> bound) {
    if (Files.isSymbolicLink(path)) {
      try {
        String target = Files.readSymbolicLink(path).toString();
        command.addAll(List.of("--symlink", target, path.toString()));
      } catch (IOException e) {
        // It went away this moment; programs that need it will say so.
        return;
      }
    } else if (Files.isDirectory(path)) {
      command.addAll(List.of("--ro-bind", path.toString(), path.toString()));
      bound.add(path);
    }
  }

  private static void addHidden(List<String> command, Path path) {
    if (Files.isDirectory(path)) {
      command.addAll(List.of("--tmpfs", path.toString(), "--remount-ro", path.toString()));
    } else if (Files.exists(path)) {
      command.addAll(List.of("--ro-bind", "/dev/null", path.toString()));
    }
  }

  private static void addMemory(List<String> command, long bytes, Path path) {
    command.addAll(List.of("--size", Long.toString(bytes), "--tmpfs", path.toString()));
  }
}
