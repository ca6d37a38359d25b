package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of the system that functions run as.
 *
 * @param name as the operator knows it
 * @param uid its number, never that of root
 * @param gid the number of its first group
 */
record SystemUser(String name, int uid, int gid) {
  private static final int EXECUTE = 1;
  private static final int READ = 4;

  /**
   * What a search for a user gave.
   *
   * @param user the user, or null
   * @param remark why there is none
   */
  record Lookup(@Nullable SystemUser user, String remark) {}

  /** Tells whether the server runs as root, on systems that show processes as files. */
  static boolean isRoot() {
    try {
      return Objects.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), 0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // No such system; no user is switched there either.
      return false;
    }
  }

  static Lookup find(Programs programs, @Nullable String name) {
    if (name == null) {
      return new Lookup(null, "the server runs as root and no user for functions is set");
    }
    Path id = programs.find("id");
    if (id == null || !name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
      return new Lookup(null, "the user " + name + " cannot be looked up");
    }
    Integer uid = number(List.of(id.toString(), "-u", name));
    Integer gid = number(List.of(id.toString(), "-g", name));
    if (uid == null || gid == null) {
      return new Lookup(null, "there is no user " + name);
    }
    if (uid == 0 || gid == 0) {
      return new Lookup(null, "the user " + name + " for functions has the rights of root");
    }
    return new Lookup(new SystemUser(name, uid, gid), "");
  }

  private static @Nullable Integer number(List<String> command) {
    Programs.Run run = Programs.run(command, Map.of());
    return run.exit() == 0 && run.text().matches("\\d{1,9}") ? Integer.valueOf(run.text()) : null;
  }

  /**
   * Returns why this user could not read {@code path}, or null if it can, by owner, group and mode
   * of it and of all directories above.
   */
  @Nullable String hindrance(Path path) {
    try {
      Path real = path.toRealPath();
      int wanted = Files.isDirectory(real) ? READ | EXECUTE : READ;
      for (Path at = real; at != null; at = at.getParent()) {
        if ((permissions(at) & wanted) != wanted) {
          return "the user " + name + " may not look into " + at;
        }
        wanted = EXECUTE;
      }
      return null;
    } catch (IOException e) {
      return path + " cannot be read: " + e.getMessage();
    }
  }

  private int permissions(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,gid,mode");
    int mode = (Integer) Objects.requireNonNull(attributes.get("mode"));
    if (Objects.equals(attributes.get("uid"), uid)) {
      return mode >> 6;
    }
    return Objects.equals(attributes.get("gid"), gid) ? mode >> 3 : mode;
  }

  /** Returns the part of a command that becomes this user, for good. */
  List<String> becoming(Path setpriv) {
    return List.of(
        setpriv.toString(),
        "--reuid=" + uid,
        "--regid=" + gid,
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--no-new-privs");
  }
}
