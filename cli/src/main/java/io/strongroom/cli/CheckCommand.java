package io.strongroom.cli;

import io.strongroom.keys.Keyring;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreOpenException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: verifies everything that a store promises, and says so. */
@Command(
    name = "check",
    description = "Verifies a store that is not being served. Shows no values.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  /** The exit code when something is wrong with the store. */
  private static final int DAMAGED = 1;

  @Option(names = "--data", paramLabel = "DIR", description = "Directory of the store.")
  private @Nullable Path data;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--root-key",
      paramLabel = "FILE",
      description = "The root key; with it every value is opened too.")
  private @Nullable Path rootKey;

  @Override
  public Integer call() throws Refusal {
    StorePlace place = StoreFiles.place(data, database.load(Map.of()), null);
    PrintStream out = System.out;
    out.println("The store has " + format(place) + ".");
    CheckReport report = check(place);
    report.problems().forEach(problem -> out.println("PROBLEM " + problem));
    out.printf(
        "%d secrets, %d sealed values, %d KMS keys, %d accounts, %d identities, %d access keys,"
            + " %d functions: %s%n",
        report.secrets(),
        report.envelopes(),
        report.kmsKeys(),
        report.accounts(),
        report.identities(),
        report.accessKeys(),
        report.functions(),
        rootKey == null
            ? "records checked, nothing opened (give --root-key to open them)"
            : "records checked, " + report.opened() + " opened");
    out.println(report.isWhole() ? "The store is whole." : "The store is damaged.");
    out.flush();
    return report.isWhole() ? 0 : DAMAGED;
  }

  private static StoreFormat format(StorePlace place) throws Refusal {
    try {
      return place.readFormat();
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }

  private CheckReport check(StorePlace place) throws Refusal {
    try {
      if (rootKey == null) {
        return place.check(null);
      }
      try (Keyring keyring = StoreFiles.keyring(place, rootKey)) {
        return place.check(keyring);
      }
    } catch (StoreOpenException e) {
      throw new Refusal(e);
    }
  }
}
