package io.strongroom.functions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No sandbox: functions run as the server does and can reach whatever it can. For functions that
 * the operator trusts as the server itself.
 */
final class Unconfined extends Sandbox {

  /**
   * Up to how many processes and threads of the user a function may start one. The kernel counts
   * all of the user's, so this leaves room for whatever else it runs.
   */
  private static final long TASKS_OF_USER = 8192;

  private final @Nullable Path setsid;
  private final @Nullable Path setpriv;
  private final @Nullable Path prlimit;
  private final Path shell;

  private Unconfined(
      @Nullable Path setsid, @Nullable Path setpriv, @Nullable Path prlimit, Path shell) {
    this.setsid = setsid;
    this.setpriv = setpriv;
    this.prlimit = prlimit;
    this.shell = shell;
  }

  static Unconfined find(Programs programs) {
    Path shell = programs.find("sh");
    return new Unconfined(
        programs.find("setsid"),
        programs.find("setpriv"),
        programs.find("prlimit"),
        shell == null ? Path.of("/bin/sh") : shell);
  }

  @Override
  public boolean protectsServer() {
    return false;
  }

  @Override
  boolean hasOwnProcesses() {
    return false;
  }

  @Override
  boolean wraps() {
    return false;
  }

  @Override
  boolean needsScratch() {
    return true;
  }

  @Override
  public String describe() {
    return "no sandbox";
  }

  @Override
  @Nullable String hindrance(Path path) {
    return null;
  }

  @Override
  void own(Path scratch) {
    // It is the function's already: both are the same user.
  }

  @Override
  Places places(Launch launch) {
    return new Places(launch.code(), launch.launchers(), launch.scratch(), launch.caBundle());
  }

  @Override
  List<String> command(Launch launch) {
    List<String> command = new ArrayList<>();
    if (setsid != null) {
      command.add(setsid.toString());
    }
    if (setpriv != null) {
      command.addAll(List.of(setpriv.toString(), "--no-new-privs", "--pdeathsig", "KILL"));
    }
    if (prlimit != null) {
      command.addAll(launch.bounding(prlimit, TASKS_OF_USER));
    }
    command.addAll(launch.ending(shell));
    return command;
  }
}
