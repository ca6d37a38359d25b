package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sandbox is taken, and what is said about those that are not. */
class SandboxChoiceTest {
  @TempDir private Path root;

  @Test
  void withoutProgramsThereIsNoneAndItIsSaidWhy() {
    Sandbox.Choice choice = Sandbox.find(List.of(root), null, List.of());
    assertFalse(choice.sandbox().protectsServer());
    assertEquals(1, choice.remarks().size());
  }

  @Test
  void rootWithoutAUserForFunctionsHasNone() {
    assumeTrue(SystemUser.isRoot(), "not root");
    for (String user : List.of("root", "no-such-user-here", "-u; id")) {
      Sandbox.Choice choice = Sandbox.find(TrialFunctions.path(), user, List.of());
      assertFalse(choice.sandbox().protectsServer(), user);
      assertTrue(choice.remarks().getFirst().contains(user), choice.remarks().toString());
    }
  }

  @Test
  void aSandboxThatFailsItsTrialIsNotTaken() throws Exception {
    for (String name : List.of("bwrap", "setsid", "setpriv", "prlimit", "unshare", "sh")) {
      Path program = Files.writeString(root.resolve(name), "#!/bin/sh\necho no $0; exit 1\n");
      assertTrue(program.toFile().setExecutable(true));
    }
    Sandbox.Choice choice = Sandbox.find(List.of(root), null, List.of());
    assertInstanceOf(Unconfined.class, choice.sandbox());
    assertFalse(choice.remarks().isEmpty());
  }
}
