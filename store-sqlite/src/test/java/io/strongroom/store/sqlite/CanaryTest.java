package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.store.sql.CheckReport;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** LOG-6, THR-4: no plaintext reaches a file, whichever way a value is kept. */
class CanaryTest {
  @TempDir private Path temporary;

  @RegisterExtension private final CanaryExtension canary = new CanaryExtension();

  @Test
  @DisplayName("THR-4: database and log hold no plaintext, open or closed")
  void databaseAndLogHoldNoPlaintext() throws Exception {
    Path directory = temporary.resolve("store");
    Path image = temporary.resolve("image");
    byte[] text = Canary.text("value").getBytes(UTF_8);
    try (SqliteStore store = Stores.fresh(directory)) {
      SealedStore sealed = new SealedStore(store);
      sealed.insert("app/db");
      sealed.put("app/db", text);
      sealed.replicate("app/db");
      sealed.put("app/db", Canary.bytes("other"));
      sealed.addAccessKey("AKIA1", Canary.MARK);
      assertArrayEquals(Canary.bytes("other"), sealed.value(REGION, "app/db"));
      assertArrayEquals(Canary.bytes("other"), sealed.value(SealedStore.OTHER_REGION, "app/db"));
      Directories.crashImage(directory, image);
      Canary.requireAbsent(List.of(directory));
    }
    CheckReport report = StoreCheck.check(directory, Stores.keyring());
    assertTrue(report.isWhole(), report.toString());
    Directories.tamper(directory, "UPDATE version SET secret_id = x'00'");
    Canary.requireAbsent(
        "the report", StoreCheck.check(directory, Stores.keyring()).toString().getBytes(UTF_8));
    canary.searching(directory, image);
  }
}
