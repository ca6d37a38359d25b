package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class PlainDevTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "dev --port 0",
        "dev --port=65535 --host ::1",
        "dev --port 99999",
        "dev --host localhost --data /tmp/a-b/c.d",
        "dev --data=target --account 123456789012 --region eu-central-1"
      })
  void readsPlainArgumentsAsPicocliDoes(String line) throws Exception {
    String[] arguments = line.split(" ");
    DevCommand plain = PlainDev.read(arguments);
    assertNotNull(plain);
    CommandSpec read = Main.commandLine().parseArgs(arguments).subcommand().commandSpec();
    assertEquals(options(read), options(new CommandLine(plain).getCommandSpec()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve --port 0",
        "dev --help",
        "dev --port",
        "dev --port=",
        "dev --port x",
        "dev --port 010",
        "dev --port -1",
        "dev --port 100000",
        "dev --port 1 --port=2",
        "dev --host --port",
        "dev --data @file",
        "dev --data \"a",
        "dev --data $HOME",
        "dev --auth strict",
        "dev --allow-remote --port 0",
        "dev --tls-cert a --tls-key b",
        "dev 3000",
        "dev @file 1"
      })
  void leavesTheRestToPicocli(String line) {
    assertNull(PlainDev.read(line.split(" ")));
  }

  @Test
  void aRefusalEndsAsPicocliHasItEnd() {
    assertEquals(Main.USAGE, Main.execute("dev", "--account", "12"));
    assertEquals(Main.USAGE, Main.execute("dev", "--port", "99999"));
  }

  private static Map<String, String> options(CommandSpec command) throws Exception {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getter().get();
      values.put(option.longestName(), String.valueOf(value));
    }
    return values;
  }
}
