package io.strongroom.cli;

import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The store behind {@code dev}: in memory, or in a directory that is set up when it is first used.
 *
 * @param administrator the access key that was made with the store, or null if it was there before
 */
record DevStore(Store store, Keyring keyring, Credentials.@Nullable Minted administrator) {

  /** Opens the store in {@code data}, or one in memory. */
  static DevStore open(@Nullable Path data, AccountId account) throws Refusal {
    if (data != null) {
      return StoreFiles.openForDevelopment(data, account);
    }
    Entropy entropy = Entropy.secure();
    Keyring keyring =
        Keyring.of(RootKey.generate(entropy), new StoreId(KmsKeys.randomUuid(entropy)), entropy);
    MemoryStore store = new MemoryStore();
    Credentials.Minted administrator =
        Founding.found(store, new Credentials(keyring), account, StoreFiles.now(), entropy);
    return new DevStore(store, keyring, administrator);
  }

  /** Prints the line that puts credentials into a shell: in lenient mode any will do. */
  void printCredentials(PrintWriter err, DevCommand.Auth auth) {
    if (auth == DevCommand.Auth.LENIENT) {
      err.println("  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test");
    } else if (administrator == null) {
      err.println("  # and the access key that was shown when the directory was set up");
    } else {
      err.print("  export AWS_ACCESS_KEY_ID=" + administrator.key().id());
      err.print(" AWS_SECRET_ACCESS_KEY=");
      administrator.secret().lend(secret -> Ascii.print(secret, err));
      err.println();
    }
  }
}
