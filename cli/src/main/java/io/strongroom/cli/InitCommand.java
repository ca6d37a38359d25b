package io.strongroom.cli;

import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code init}: sets up a store, its root key and its first administrator. */
@Command(
    name = "init",
    description = "Creates a store, its root key file and the first administrator.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

  /** Taken for a placeholder by people and programs; only {@code dev} uses it. */
  private static final String NO_ACCOUNT = "0".repeat(AccountId.LENGTH);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory for the store; it must not exist, or be empty.")
  private @Nullable Path data;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--serving-role",
      paramLabel = "ROLE",
      description = "With --store, a role that servers log in as, which owns nothing there.")
  private @Nullable String servingRole;

  @Option(
      names = "--root-key",
      paramLabel = "FILE",
      description = "Where to create the root key; default: DIR.root-key. Never inside DIR.")
  private @Nullable Path rootKey;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "The first account, 12 digits; default: drawn at random.")
  private @Nullable String account;

  @Option(
      names = "--tls",
      description = "Also make a certificate and its key beside the root key, to try TLS out.")
  private boolean tls;

  @Option(
      names = "--tls-name",
      paramLabel = "NAME",
      description =
          "A host name or address for the certificate besides those of this machine; repeatable.")
  private List<String> tlsNames = List.of();

  @Option(names = "--json", description = "Print the access key as one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal {
    if (account != null && (!AccountId.isAccountId(account) || account.equals(NO_ACCOUNT))) {
      throw new Refusal("--account takes 12 digits, not all of them zero");
    }
    StorePlace place = StoreFiles.place(data, database.load(Map.of()), servingRole);
    Path key = key();
    AccountId first = account == null ? randomAccount() : new AccountId(account);
    TrialCertificate certificate = certificate(key);
    try (StoreFiles.Created created = createStore(place, key, first, certificate)) {
      PrintStream out = System.out;
      if (json) {
        printJson(created, out);
      } else {
        printForPeople(created, out);
      }
      out.flush();
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("The store is in " + place + ", its root key in " + key + ".");
    err.println("Keep a copy of the root key in another place: without it the data is lost.");
    err.print("Serve it: ./strongroom serve ");
    if (data == null) {
      err.print("--store " + place + " --data DIR");
    } else {
      err.print("--data " + data);
    }
    err.print(" --root-key " + key);
    if (certificate == null) {
      err.println();
    } else {
      certificate.explain(err);
    }
    err.flush();
    return 0;
  }

  private Path key() throws Refusal {
    if (rootKey != null) {
      return rootKey;
    }
    if (data == null) {
      throw new Refusal("--root-key says where to create the root key");
    }
    return StoreFiles.defaultRootKey(data);
  }

  private @Nullable TrialCertificate certificate(Path key) throws Refusal {
    if (!tls && !tlsNames.isEmpty()) {
      throw new Refusal("--tls-name needs --tls");
    }
    if (data != null) {
      StoreFiles.requireOutside(data, key);
    }
    return tls ? TrialCertificate.create(key, tlsNames) : null;
  }

  /** Creates the store, or nothing at all. */
  private StoreFiles.Created createStore(
      StorePlace place, Path key, AccountId account, @Nullable TrialCertificate certificate)
      throws Refusal {
    try {
      return StoreFiles.create(place, key, account);
    } catch (Refusal e) {
      if (certificate != null) {
        certificate.forget();
      }
      throw e;
    }
  }

  private static void printJson(StoreFiles.Created created, PrintStream out) {
    out.print("{\"Account\":\"" + created.account() + "\",\"AccessKeyId\":\"");
    out.print(created.administrator().key().id() + "\",\"SecretAccessKey\":\"");
    created.administrator().secret().lend(secret -> Ascii.print(secret, out));
    out.println("\"}");
  }

  private static void printForPeople(StoreFiles.Created created, PrintStream out) {
    out.println("Account           " + created.account());
    out.println("Access key id     " + created.administrator().key().id());
    out.print("Secret access key ");
    created.administrator().secret().lend(secret -> Ascii.print(secret, out));
    out.println("   (shown once)");
  }

  /** Twelve digits, of which the first is not zero, as account numbers are handed out. */
  private static AccountId randomAccount() {
    byte[] drawn = Entropy.secure().bytes(AccountId.LENGTH);
    StringBuilder digits = new StringBuilder(AccountId.LENGTH);
    for (int i = 0; i < AccountId.LENGTH; i++) {
      int range = i == 0 ? 9 : 10;
      digits.append((char) ('0' + (i == 0 ? 1 : 0) + (drawn[i] & 0xff) % range));
    }
    return new AccountId(digits.toString());
  }
}
