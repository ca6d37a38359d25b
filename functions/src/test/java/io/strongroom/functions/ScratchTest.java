package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary directories are removed whatever is in them, and nothing else is. */
class ScratchTest {
  private static final int DEPTH = 3_000;

  @TempDir private Path root;
  private Path parent;
  private Scratch scratch;

  @BeforeEach
  void make() throws Exception {
    parent = Files.createDirectory(root.resolve("scratch"));
    scratch = Scratch.in(parent, Unconfined.find(new Programs(List.of())));
  }

  private void assertGone() throws Exception {
    scratch.close();
    assertEquals(List.of(), Leftovers.in(parent));
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws Exception {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    Files.createSymbolicLink(scratch.path().resolve("link"), outside);
    Files.createDirectory(scratch.path().resolve("in"));
    Files.createSymbolicLink(scratch.path().resolve("in/link"), outside);
    assertGone();
    assertEquals("kept", Files.readString(outside.resolve("kept")));
  }

  @Test
  void directoriesDeeperThanAPathMayBeAreRemoved() throws Exception {
    Path top = scratch.path().resolve("t");
    Files.createDirectory(top);
    for (int i = 1; i < DEPTH; i++) {
      Path wider = Files.createDirectory(scratch.path().resolve("w"));
      Files.move(top, wider.resolve("d"));
      Files.move(wider, top);
    }
    assertTrue(scratch.holdsMoreThan(1 << 20));
    assertGone();
  }

  @Test
  void directoriesThatNobodyMayEnterAreRemoved() throws Exception {
    Path locked = Files.createDirectories(scratch.path().resolve("a/b"));
    Files.createFile(locked.resolve("file"));
    for (Path path : List.of(locked, scratch.path().resolve("a"))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }
    assertGone();
  }

  @Test
  void namesThatLookLikeTheServersAreRemoved() throws Exception {
    for (String name : List.of("0", "1", "1/0", "1/1", "2", "end1")) {
      Files.createDirectory(scratch.path().resolve(name));
    }
    assertGone();
  }

  @Test
  void sizesAreAddedUp() throws Exception {
    Files.write(scratch.path().resolve("a"), new byte[600]);
    assertFalse(scratch.holdsMoreThan(1000));
    Files.write(scratch.path().resolve("b"), new byte[600]);
    assertTrue(scratch.holdsMoreThan(1000));
  }
}
