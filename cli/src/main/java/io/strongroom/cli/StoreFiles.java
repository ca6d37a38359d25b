package io.strongroom.cli;

import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.RootKeyException;
import io.strongroom.keys.RootKeyFile;
import io.strongroom.keys.StoreId;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.store.sqlite.SqliteStore;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sqlite.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Sets up and opens the two things that make a store: the directory and the root key file. */
final class StoreFiles {

  /** The exit code of a process that no longer knows what is stored. */
  private static final int POISONED = 70;

  private static final int READERS = 4;

  private StoreFiles() {}

  /** A new store, with the access key of its first administrator. */
  record Created(Store store, Keyring keyring, AccountId account, Credentials.Minted administrator)
      implements AutoCloseable {
    @Override
    public void close() {
      administrator.secret().close();
      store.close();
      keyring.close();
    }
  }

  /** An open store and the keys to it. */
  record Opened(Store store, Keyring keyring) {}

  /** Returns where the root key is unless somebody says otherwise: beside the directory. */
  static Path defaultRootKey(Path data) {
    Path normal = data.toAbsolutePath().normalize();
    return normal.resolveSibling(normal.getFileName() + ".root-key");
  }

  /** Returns the memory that settings give to a store. */
  static StoreOptions options(ServerConfig config) {
    return new StoreOptions(
        config.number(Setting.STORE_PAGE_CACHE_BYTES),
        config.number(Setting.STORE_SECRET_CACHE_BYTES),
        config.number(Setting.STORE_ENVELOPE_CACHE_BYTES),
        config.number(Setting.STORE_IDENTITY_CACHE_BYTES),
        READERS);
  }

  /** Creates root key, store and administrator; what was made is removed again if a step fails. */
  static Created create(Path data, Path rootKeyFile, AccountId account) throws Refusal {
    requireOutside(data, rootKeyFile);
    Entropy entropy = Entropy.secure();
    RootKey root = RootKey.generate(entropy);
    StoreId storeId = new StoreId(KmsKeys.randomUuid(entropy));
    Keyring keyring = Keyring.of(root, storeId, entropy);
    try {
      RootKeyFile.create(rootKeyFile, root);
    } catch (RootKeyException e) {
      throw new Refusal(e);
    }
    try {
      SqliteStore.create(data, new StoreHeader(storeId, root.id(), keyring.checkValue()));
      Store store = SqliteStore.open(data, StoreOptions.defaults(), StoreFiles::exitPoisoned);
      Credentials.Minted administrator =
          Founding.found(store, new Credentials(keyring), account, now(), entropy);
      return new Created(store, keyring, account, administrator);
    } catch (StoreOpenException e) {
      forget(rootKeyFile);
      throw new Refusal(e);
    }
  }

  /** Returns the time as stores keep it. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Refuses a place for keys where a copy of the data would take them along. */
  static void requireOutside(Path data, Path rootKeyFile) throws Refusal {
    if (rootKeyFile.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
      throw new Refusal("the root key must not be inside the data directory");
    }
  }

  /** Removes a key that seals nothing: the store that it was made for did not come into being. */
  private static void forget(Path rootKeyFile) throws Refusal {
    try {
      Files.delete(rootKeyFile);
    } catch (IOException e) {
      throw new Refusal("no store was made, but " + rootKeyFile + " is left; remove it");
    }
  }

  /** Opens a store; nothing in its directory changes unless the root key is the right one. */
  static Opened open(Path data, Path rootKeyFile, StoreOptions options) throws Refusal {
    Keyring keyring = keyring(data, rootKeyFile);
    try {
      return new Opened(SqliteStore.open(data, options, StoreFiles::exitPoisoned), keyring);
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }

  /** Returns the keys of a store, once the root key has been recognised as its own. */
  static Keyring keyring(Path data, Path rootKeyFile) throws Refusal {
    try {
      StoreHeader header = SqliteStore.readHeader(data);
      RootKey root = RootKeyFile.read(rootKeyFile);
      Keyring keyring = Keyring.of(root, header.storeId(), Entropy.secure());
      if (!keyring.matches(header.checkValue())) {
        throw new Refusal(
            "%s is not the root key of the store in %s (that is key %s)"
                .formatted(rootKeyFile, data, header.rootKeyId()));
      }
      return keyring;
    } catch (StoreOpenException | RootKeyException e) {
      throw new Refusal(e);
    }
  }

  /** Opens a store for {@code dev}, which sets it up when the directory is missing or empty. */
  static DevStore openForDevelopment(Path data, AccountId account) throws Refusal {
    Path rootKey = defaultRootKey(data);
    if (isMissingOrEmpty(data)) {
      Created created = create(data, rootKey, account);
      return new DevStore(created.store(), created.keyring(), created.administrator());
    }
    Opened opened = open(data, rootKey, StoreOptions.defaults());
    return new DevStore(opened.store(), opened.keyring(), null);
  }

  private static boolean isMissingOrEmpty(Path data) throws Refusal {
    if (!Files.exists(data)) {
      return true;
    }
    try (var entries = Files.list(data)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new Refusal(data + " cannot be read as a directory");
    }
  }

  /** It is not known what is stored: only a new process that recovers the log may answer again. */
  private static void exitPoisoned() {
    System.err.println("strongroom: the store failed; restart to recover");
    Runtime.getRuntime().halt(POISONED);
  }
}
