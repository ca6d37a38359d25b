package io.strongroom.store.sqlite;

import io.strongroom.keys.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at the files of stores, and does to them what only an attacker or an accident does. */
final class Directories {
  private Directories() {}

  static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names in a directory with the digests of their contents. */
  static SortedMap<String, String> digests(Path directory) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Path file : files(directory)) {
      byte[] digest = Sha256.hash(Files.readAllBytes(file));
      digests.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
    }
    return digests;
  }

  /** Copies the files as they are: what a crash at this moment would leave. */
  static Path crashImage(Path directory, Path copy) throws IOException {
    Files.createDirectory(copy);
    makePrivate(copy);
    for (Path file : files(directory)) {
      // The index of the log is lost in a crash; the next start makes it anew, as it does the
      // reserve.
      if (!file.toString().endsWith("-shm") && !file.endsWith("reserve")) {
        Path target = copy.resolve(file.getFileName());
        Files.copy(file, target);
        makePrivate(target);
      }
    }
    return copy;
  }

  private static void makePrivate(Path path) {
    setMode(path, Files.isDirectory(path) ? "rwx------" : "rw-------");
  }

  static void setMode(Path path, String mode) {
    try {
      Files.setPosixFilePermissions(
          path, java.nio.file.attribute.PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs statements on the file of a closed store, past all checks. */
  static void tamper(Path directory, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("strongroom.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }
}
