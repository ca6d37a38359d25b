package io.strongroom.cli;

import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.RootKeyException;
import io.strongroom.keys.RootKeyFile;
import io.strongroom.keys.StoreId;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.sql.SqlStore;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sqlite.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets up and opens the two things that make a store: where it is kept, and the root key file. */
final class StoreFiles {

  /** The exit code of a process that no longer knows what is stored. */
  private static final int POISONED = 70;

  private static final int READERS = 4;
  private static final String OWNER = "rwx------";

  private StoreFiles() {}

  /** A new store, with the access key of its first administrator. */
  record Created(
      SqlStore store, Keyring keyring, AccountId account, Credentials.Minted administrator)
      implements AutoCloseable {
    @Override
    public void close() {
      administrator.secret().close();
      store.close();
      keyring.close();
    }
  }

  /** An open store and the keys to it. */
  record Opened(SqlStore store, Keyring keyring) implements AutoCloseable {
    @Override
    public void close() {
      store.close();
      keyring.close();
    }
  }

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

  /** Creates a store in a directory; see {@link #create(StorePlace, Path, AccountId)}. */
  static Created create(Path data, Path rootKeyFile, AccountId account) throws Refusal {
    requireOutside(data, rootKeyFile);
    return create(new StorePlace.Directory(data, StoreOptions.defaults()), rootKeyFile, account);
  }

  /** Creates root key, store and administrator; what was made is removed again if a step fails. */
  static Created create(StorePlace place, Path rootKeyFile, AccountId account) throws Refusal {
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
      place.create(new StoreHeader(storeId, root.id(), keyring.checkValue()));
      SqlStore store = place.open(StoreFiles::exitPoisoned);
      Credentials.Minted administrator =
          Founding.found(store, new Credentials(keyring), account, now(), entropy);
      return new Created(store, keyring, account, administrator);
    } catch (StoreOpenException e) {
      forget(rootKeyFile);
      throw new Refusal(e);
    }
  }

  /**
   * Returns where the store is: in the database that the settings name, or else in a directory.
   *
   * @param servingRole for a store that is made in a database; null for none
   * @throws Refusal if neither is given, or both
   */
  static StorePlace place(@Nullable Path data, ServerConfig config, @Nullable String servingRole)
      throws Refusal {
    PostgresOptions database = DatabaseOptions.database(config);
    if ((data == null) == (database == null)) {
      throw new Refusal("either --data says where the store is, or --store");
    }
    return database == null
        ? new StorePlace.Directory(Objects.requireNonNull(data), options(config))
        : new StorePlace.Database(database, servingRole);
  }

  /** Makes the directory of a server whose store is elsewhere, if it is not there. */
  static void makeOwn(Path data) throws Refusal {
    try {
      if (!Files.exists(data)) {
        Files.createDirectory(
            data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER)));
      }
    } catch (IOException e) {
      throw new Refusal("the directory " + data + " cannot be made");
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

  /** Opens a store; nothing changes there unless the root key is the right one. */
  static Opened open(StorePlace place, Path rootKeyFile) throws Refusal {
    Keyring keyring = keyring(place, rootKeyFile);
    try {
      return new Opened(place.open(StoreFiles::exitPoisoned), keyring);
    } catch (StoreOpenException e) {
      keyring.close();
      throw new Refusal(e);
    }
  }

  /** Returns the keys of a store, once the root key has been recognised as its own. */
  static Keyring keyring(StorePlace place, Path rootKeyFile) throws Refusal {
    try {
      return keyring(place.readHeader(), place.toString(), rootKeyFile);
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }

  /** The same for a header that was read already; {@code place} names the store for people. */
  static Keyring keyring(StoreHeader header, String place, Path rootKeyFile) throws Refusal {
    try {
      RootKey root = RootKeyFile.read(rootKeyFile);
      Keyring keyring = Keyring.of(root, header.storeId(), Entropy.secure());
      if (!keyring.matches(header.checkValue())) {
        throw new Refusal(
            "%s is not the root key of the store in %s (that is key %s)"
                .formatted(rootKeyFile, place, header.rootKeyId()));
      }
      return keyring;
    } catch (RootKeyException e) {
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
    Opened opened = open(new StorePlace.Directory(data, StoreOptions.defaults()), rootKey);
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

  /** It is not known what is stored, or another server acts in the name of this one. */
  private static void exitPoisoned() {
    System.err.println("strongroom: the store failed; restart to recover");
    Runtime.getRuntime().halt(POISONED);
  }
}
