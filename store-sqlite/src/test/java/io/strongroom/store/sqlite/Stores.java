package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;

import io.strongroom.core.store.Scan;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import io.strongroom.store.sql.Formats;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.SeededEntropy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Makes stores for tests, under a root key that is the same each time. */
final class Stores {
  static final StoreId STORE = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3d");
  static final StoreOptions SMALL = new StoreOptions(1 << 20, 1 << 20, 1 << 20, 1 << 20, 2);

  /** So little memory that hardly anything is found there. */
  static final StoreOptions FORGETFUL = new StoreOptions(1 << 20, 0, 0, 0, 2);

  private Stores() {}

  /** Lists up to a hundred secrets of the sample account by name, which settles a store. */
  static Scan everything() {
    return new Scan(
        ACCOUNT,
        REGION,
        "",
        Scan.Deletions.INCLUDED,
        Scan.SortBy.NAME,
        Scan.Direction.ASCENDING,
        null,
        100);
  }

  static RootKey rootKey() {
    return RootKey.generate(new SeededEntropy(1));
  }

  static Keyring keyring() {
    return Keyring.of(rootKey(), STORE, new SeededEntropy(2));
  }

  static StoreHeader header() {
    return new StoreHeader(STORE, rootKey().id(), keyring().checkValue());
  }

  /** Returns a schema whose header is as it was before it told whom a store serves. */
  static Schema schema(List<Formats.Step> steps) {
    return Schema.of(new Formats(steps, Integer.MAX_VALUE));
  }

  /** Returns the schema of one of the first five formats, as its release had it. */
  static Schema ofFormat(int format) {
    return schema(
        IntStream.rangeClosed(1, format)
            .mapToObj(each -> Formats.Step.breaking(Schema.class, "format-" + each + ".sql"))
            .toList());
  }

  /** Makes a store in {@code directory}, which does not exist, and opens it. */
  static SqliteStore fresh(Path directory) throws StoreOpenException {
    return fresh(directory, SMALL);
  }

  static SqliteStore fresh(Path directory, StoreOptions options) throws StoreOpenException {
    SqliteStore.create(directory, header());
    return open(directory, options);
  }

  static SqliteStore open(Path directory) throws StoreOpenException {
    return open(directory, SMALL);
  }

  static SqliteStore open(Path directory, StoreOptions options) throws StoreOpenException {
    return SqliteStore.open(directory, options, () -> {});
  }
}
