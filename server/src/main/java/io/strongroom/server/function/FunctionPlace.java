package io.strongroom.server.function;

import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.function.UnpackedCode;
import io.strongroom.functions.FunctionLogs;
import io.strongroom.functions.FunctionProcesses;
import io.strongroom.functions.Interpreters;
import io.strongroom.functions.ProcessLimits;
import io.strongroom.functions.Sandbox;
import io.strongroom.keys.Entropy;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where functions run: a directory in the system's place for temporary files, through which their
 * user can pass and which nobody but the server can list or write. It is made when the first one
 * runs, and goes when the server stops.
 */
public final class FunctionPlace {

  /** The directory of the logs of functions, beside the store. */
  public static final String LOGS = "function-logs";

  /** Whom functions run as where the server may switch users. */
  private static final String USER = "nobody";

  private static final String PASSABLE = "rwx--x--x";

  private static final System.Logger LOG = System.getLogger(FunctionPlace.class.getName());

  private final @Nullable Path data;
  private final List<Path> hidden;
  private final List<Path> path;
  private final List<Path> authorities;
  private @Nullable Sandbox sandbox;

  /**
   * Describes the place; nothing is made yet.
   *
   * @param data the directory of the store, which keeps the logs; null for logs that go, too
   * @param hidden files and directories that no function may see
   * @param searchPath directories of programs, as in PATH
   * @param authorities files of certificates that functions trust besides those of the system
   */
  FunctionPlace(@Nullable Path data, List<Path> hidden, String searchPath, List<Path> authorities) {
    this.data = data;
    this.hidden = List.copyOf(hidden);
    this.path =
        Arrays.stream(searchPath.split(File.pathSeparator, -1))
            .filter(text -> text.startsWith("/"))
            .map(Path::of)
            .toList();
    this.authorities = List.copyOf(authorities);
  }

  /** Returns the strongest sandbox; the first call finds it and says in the log which it is. */
  synchronized Sandbox sandbox() {
    if (sandbox == null) {
      Sandbox.Choice choice = Sandbox.find(path, USER, hidden);
      Sandbox found = choice.sandbox();
      choice.remarks().forEach(remark -> LOG.log(Level.WARNING, remark));
      LOG.log(
          found.protectsServer() ? Level.INFO : Level.WARNING,
          "functions run in: {0}",
          found.describe());
      sandbox = found;
    }
    return sandbox;
  }

  /**
   * Makes the place, ready to run functions.
   *
   * @throws IOException if it cannot be made
   */
  Opened open(FunctionStore store) throws IOException {
    OwnDirectory root = OwnDirectory.make(PosixFilePermissions.fromString(PASSABLE));
    try {
      return open(root, store);
    } catch (IOException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  private Opened open(OwnDirectory own, FunctionStore store) throws IOException {
    Path root = own.path();
    Path work = Files.createDirectories(root.resolve("run"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString(PASSABLE));
    UnpackedCode code = UnpackedCode.in(root.resolve("code"), store);
    FunctionProcesses processes =
        FunctionProcesses.start(
            new FunctionProcesses.Surroundings(
                work,
                sandbox(),
                new Interpreters(path, Map.of()),
                authorities,
                new FunctionLogs(data == null ? root.resolve("logs") : data.resolve(LOGS)),
                ProcessLimits.standard(),
                InstantSource.system(),
                System::nanoTime,
                Entropy.secure()));
    return new Opened(own, code, processes);
  }

  /**
   * A place where functions can run.
   *
   * @param root the directory
   * @param code the code of functions, unpacked
   */
  record Opened(OwnDirectory root, UnpackedCode code, FunctionProcesses processes)
      implements AutoCloseable {

    /** Ends what runs and removes the place. */
    @Override
    public void close() {
      processes.close();
      root.close();
    }
  }
}
