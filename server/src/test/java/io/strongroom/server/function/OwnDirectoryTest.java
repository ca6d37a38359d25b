package io.strongroom.server.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers that were killed left behind goes, and nothing else does. */
class OwnDirectoryTest {
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");

  @TempDir private Path place;

  private Path left(String name) throws IOException {
    Path code = Files.createDirectories(place.resolve(name).resolve("code/function"));
    Files.writeString(code.resolve("main.py"), "pass");
    Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("r-xr-xr-x"));
    return place.resolve(name);
  }

  @Test
  void whatAKilledServerLeftIsRemoved() throws Exception {
    Path killed = left("strongroom-functions-1");
    Files.createFile(killed.resolve("lock"));
    try (OwnDirectory own = OwnDirectory.make(place, PASSABLE)) {
      assertFalse(Files.exists(killed));
      assertEquals(PASSABLE, Files.getPosixFilePermissions(own.path()));
    }
    try (Stream<Path> left = Files.list(place)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatIsAliveOrOfOthersStays() throws Exception {
    Path unfinished = left("strongroom-functions-2");
    Path other = left("other");
    Files.createFile(other.resolve("lock"));
    Path link = Files.createSymbolicLink(place.resolve("strongroom-functions-3"), other);
    try (OwnDirectory living = OwnDirectory.make(place, PASSABLE);
        OwnDirectory own = OwnDirectory.make(place, PASSABLE)) {
      assertTrue(Files.exists(living.path()));
      assertTrue(Files.exists(own.path()));
    }
    assertTrue(Files.exists(unfinished));
    assertTrue(Files.exists(other.resolve("lock")));
    assertTrue(Files.exists(link));
  }
}
