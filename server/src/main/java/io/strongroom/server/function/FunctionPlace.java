package io.strongroom.server.function;

import io.strongroom.functions.FunctionLogs;
import io.strongroom.functions.FunctionProcesses;
import io.strongroom.functions.Interpreters;
import io.strongroom.functions.ProcessLimits;
import io.strongroom.functions.Sandbox;
import io.strongroom.keys.Entropy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where functions run: a directory in the system's place for temporary files, through which their
 * user can pass and which nobody but the server can list or write. It goes when the server stops.
 */
public final class FunctionPlace implements AutoCloseable {

  /** The directory of the logs of functions, beside the store. */
  public static final String LOGS = "function-logs";

  /** Whom functions run as where the server may switch users. */
  private static final String USER = "nobody";

  private static final System.Logger LOG = System.getLogger(FunctionPlace.class.getName());

  private final Path root;
  private final Path logs;
  private final List<Path> hidden;
  private final List<Path> path;
  private final @Nullable Path caBundle;
  private @Nullable Sandbox sandbox;

  private FunctionPlace(
      Path root, Path logs, List<Path> hidden, List<Path> path, @Nullable Path caBundle) {
    this.root = root;
    this.logs = logs;
    this.hidden = hidden;
    this.path = path;
    this.caBundle = caBundle;
  }

  /**
   * Makes the place.
   *
   * @param data the directory of the store, which keeps the logs; null for logs that go, too
   * @param hidden files and directories that no function may see
   * @param searchPath directories of programs, as in PATH
   * @param caBundle certificates that functions shall trust, or null for those of the system
   * @throws IOException if the place cannot be made
   */
  public static FunctionPlace make(
      @Nullable Path data, List<Path> hidden, String searchPath, @Nullable Path caBundle)
      throws IOException {
    Path root =
        Files.createTempDirectory(
            "strongroom-functions-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    List<Path> path =
        Arrays.stream(searchPath.split(File.pathSeparator, -1))
            .filter(text -> text.startsWith("/"))
            .map(Path::of)
            .toList();
    Path logs = data == null ? root.resolve("logs") : data.resolve(LOGS);
    return new FunctionPlace(root, logs, List.copyOf(hidden), path, caBundle);
  }

  /** Returns where the code of functions is unpacked. */
  public Path code() {
    return root.resolve("code");
  }

  /** Returns the strongest sandbox; the first call finds it and says in the log which it is. */
  public synchronized Sandbox sandbox() {
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

  /** Makes ready to run functions. */
  FunctionProcesses start() throws IOException {
    Path work = Files.createDirectories(root.resolve("run"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
    return FunctionProcesses.start(
        new FunctionProcesses.Surroundings(
            work,
            sandbox(),
            new Interpreters(path, Map.of()),
            caBundle,
            new FunctionLogs(logs),
            ProcessLimits.standard(),
            InstantSource.system(),
            System::nanoTime,
            Entropy.secure()));
  }

  /** Removes the place; links are removed and not followed. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Path parent = each.getParent();
        if (parent != null && !Files.isWritable(parent)) {
          Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        }
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "the directory {0} of functions was not removed", root);
    }
  }
}
