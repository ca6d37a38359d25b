package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.store.sql.StoreOpenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process that is killed while many callers commit. */
class CrashTest {
  private static final int CALLERS = 8;
  private static final int ACKNOWLEDGEMENTS = 400;
  private static final int CYCLES = 3;

  @TempDir private Path temporary;

  /** Opens a store and goes on changing secrets; each acknowledgement is one line. */
  static final class Child {
    private Child() {}

    @SuppressWarnings("SystemOut") // its parent reads it
    static void main(String[] arguments) throws StoreOpenException {
      SqliteStore store = Stores.open(Path.of(arguments[0]));
      for (int i = 0; i < CALLERS; i++) {
        String name = "secret/" + i;
        Thread.ofPlatform().start(() -> change(store, name));
      }
    }

    private static void change(SqliteStore store, String name) {
      if (store.find(ACCOUNT, REGION, new SecretName(name)) == null) {
        store.commit(inserting(secret(name)));
      }
      while (true) {
        Secret before = Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName(name)));
        if (store.commit(updating(before.describing("x", NOW))) instanceof Commit.Done) {
          System.out.println(name + " " + (before.revision() + 1));
        }
      }
    }
  }

  private static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  @DisplayName("PRM-1, DUR-4: a killed process loses nothing it acknowledged, and its lock")
  void aKilledProcessLosesNothingItAcknowledged() throws Exception {
    Path directory = temporary.resolve("store");
    SqliteStore.create(directory, Stores.header());
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      Map<String, Long> acknowledged = new HashMap<>();
      Process child = start(directory);
      try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
        for (int i = 0; i < ACKNOWLEDGEMENTS; i++) {
          note(Objects.requireNonNull(lines.readLine(), "the child ended"), acknowledged);
        }
        StoreOpenException inUse =
            assertThrows(StoreOpenException.class, () -> Stores.open(directory).close());
        assertTrue(String.valueOf(inUse.getMessage()).endsWith("is in use"));
        // Through its handle, which leaves what the child wrote to be read.
        assertTrue(child.toHandle().destroyForcibly());
        lines.lines().filter(CrashTest::isWhole).forEach(line -> note(line, acknowledged));
      } finally {
        child.destroyForcibly().waitFor();
      }
      assertEquals(CALLERS, acknowledged.size());
      try (SqliteStore store = Stores.open(directory)) {
        acknowledged.forEach(
            (name, revision) -> {
              Secret found =
                  Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName(name)));
              assertTrue(found.revision() >= revision, name);
            });
      }
      assertEquals(List.of(), StoreCheck.check(directory, null).problems());
    }
  }

  /** The kill may cut the last line. */
  private static boolean isWhole(String line) {
    return line.matches("secret/[0-9] [0-9]+");
  }

  private static void note(String line, Map<String, Long> acknowledged) {
    int space = line.indexOf(' ');
    acknowledged.merge(
        line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
  }
}
