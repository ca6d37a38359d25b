package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class MainTest {

  /**
   * A command that is asked for is made by the name in the list, and must be the one that has it.
   */
  @Test
  void helpListsAllCommandsByTheirOwnNames() {
    assertEquals(
        Strongroom.COMMANDS, new ArrayList<>(Main.commandLine().getSubcommands().keySet()));
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertEquals(Main.USAGE, Main.execute("devs"));
  }
}
