package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another user, where the server is root and bubblewrap does not work. The permissions of files
 * protect what is the server's, and the kernel protects its processes; files that everybody may
 * read are readable, and functions of the same user are not protected from each other unless the
 * kernel also lets them have processes of their own.
 */
final class OtherUser extends Sandbox {
  private final Path setsid;
  private final Path setpriv;
  private final Path prlimit;
  private final Path shell;
  private final @Nullable Path unshare;
  private final SystemUser user;

  private OtherUser(
      Path setsid,
      Path setpriv,
      Path prlimit,
      Path shell,
      @Nullable Path unshare,
      SystemUser user) {
    this.setsid = setsid;
    this.setpriv = setpriv;
    this.prlimit = prlimit;
    this.shell = shell;
    this.unshare = unshare;
    this.user = user;
  }

  /** Returns one that works, or null with a remark that says why none does. */
  static @Nullable OtherUser find(Programs programs, SystemUser user, List<String> remarks) {
    Path setsid = programs.find("setsid");
    Path setpriv = programs.find("setpriv");
    Path prlimit = programs.find("prlimit");
    Path shell = programs.find("sh");
    Path unshare = programs.find("unshare");
    if (setsid == null || setpriv == null || prlimit == null || shell == null) {
      remarks.add("setsid, setpriv or prlimit of util-linux is missing");
      return null;
    }
    OtherUser best = new OtherUser(setsid, setpriv, prlimit, shell, unshare, user);
    if (unshare != null && best.works(shell, remarks)) {
      return best;
    }
    OtherUser plain = new OtherUser(setsid, setpriv, prlimit, shell, null, user);
    return plain.works(shell, remarks) ? plain : null;
  }

  @Override
  public boolean protectsServer() {
    return true;
  }

  @Override
  boolean hasOwnProcesses() {
    return unshare != null;
  }

  @Override
  boolean wraps() {
    return unshare != null;
  }

  @Override
  boolean needsScratch() {
    return true;
  }

  @Override
  public String describe() {
    return "the user " + user.name() + (unshare == null ? "" : ", with processes of its own");
  }

  @Override
  @Nullable String hindrance(Path path) {
    return user.hindrance(path);
  }

  @Override
  void own(Path scratch) throws IOException {
    Files.setAttribute(scratch, "unix:gid", user.gid());
    Files.setAttribute(scratch, "unix:uid", user.uid());
  }

  @Override
  Places places(Launch launch) {
    return new Places(launch.code(), launch.launchers(), launch.scratch(), launch.caBundle());
  }

  @Override
  List<String> command(Launch launch) {
    List<String> command = new ArrayList<>();
    command.add(setsid.toString());
    if (unshare != null) {
      command.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL"));
      command.add(unshare.toString());
      command.addAll(List.of("--pid", "--fork", "--kill-child", "--mount-proc", "--ipc", "--uts"));
    }
    // The kernel counts all processes of the user, whichever function they belong to.
    long tasks = (long) launch.limits().tasks() * launch.limits().processes();
    command.addAll(launch.bounding(prlimit, tasks));
    command.addAll(user.becoming(setpriv));
    command.addAll(List.of("--pdeathsig", "KILL"));
    command.addAll(launch.ending(shell));
    return command;
  }
}
