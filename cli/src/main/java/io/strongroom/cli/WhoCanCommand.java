package io.strongroom.cli;

import io.strongroom.cli.policy.Questions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy who-can}: proves of each user and role whether it can read a secret. */
@Command(
    name = "who-can",
    description =
        "Proves of each user and role whether it can read a secret, and who else can. The policies"
            + " come from files, or from a store that is not being served.",
    footer =
        "Exit code: 0 only those who are named; 1 others too; 2 something cannot be read; 3 not"
            + " found out in time.",
    mixinStandardHelpOptions = true)
final class WhoCanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SECRET", description = "The ARN of the secret.")
  private String secret = "";

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description = "What aws iam get-account-authorization-details prints; - is standard input.")
  private @Nullable String details;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy of the secret. Default: none.")
  private @Nullable String policy;

  @Option(
      names = "--key-policy",
      paramLabel = "FILE",
      description = "The policy of its KMS key, to tell who can use that.")
  private @Nullable String keyPolicy;

  @Option(
      names = "--key",
      paramLabel = "ARN",
      description = "The key, for policies that name it. Default: some key of the same account.")
  private @Nullable String key;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of a store: instead of --details, --policy and --key-policy.")
  private @Nullable Path data;

  @Option(names = "--root-key", paramLabel = "FILE", description = "The root key of the store.")
  private @Nullable Path rootKey;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      defaultValue = "secretsmanager:GetSecretValue",
      description = "What they can do. Default: ${DEFAULT-VALUE}.")
  private String action = "";

  @Mixin private final ProofOptions options = new ProofOptions();

  @Override
  public Integer call() throws Refusal {
    String file = details;
    Path directory = data;
    Path root = rootKey;
    if ((file == null) == (directory == null)) {
      throw new Refusal("either --details says who there is, or --data");
    }
    if (file != null) {
      return options.tell(
          time -> Questions.whoCan(secret, file, policy, key, keyPolicy, action, time));
    }
    if (root == null || directory == null) {
      throw new Refusal("--data takes the root key of the store too: --root-key");
    }
    if (policy != null || keyPolicy != null || key != null) {
      throw new Refusal("with --data the policies are those of the store");
    }
    StoredAccess stored = StoredAccess.read(directory, root, secret);
    return options.tell(time -> Questions.whoCan(stored.about(), action, time));
  }
}
