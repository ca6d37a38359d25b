package io.strongroom.cli;

import io.strongroom.cli.policy.Questions;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy check}: proves that the policy of a secret is not public, or shows who gets in. */
@Command(
    name = "check",
    description = "Proves that the policy of a secret is not public, or shows who gets in.",
    footer = "Exit code: 0 not public, 1 public, 2 cannot be read, 3 not found out in time.",
    mixinStandardHelpOptions = true)
final class CheckPolicyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The policy; - is standard input.")
  private String file = "";

  @Option(
      names = "--secret",
      paramLabel = "ARN",
      description = "The secret that it is attached to. Default: any.")
  private @Nullable String secret;

  @Option(
      names = "--trust-account",
      paramLabel = "ID",
      description =
          "An account to trust; repeatable. With any --trust option nobody else is trusted;"
              + " without, whomever the policy names.")
  private List<String> accounts = List.of();

  @Option(
      names = "--trust-organization",
      paramLabel = "ID",
      description = "An organization to trust; repeatable.")
  private List<String> organizations = List.of();

  @Option(
      names = "--trust-network",
      paramLabel = "CIDR",
      description = "Addresses to trust; repeatable.")
  private List<String> networks = List.of();

  @Mixin private final ProofOptions options = new ProofOptions();

  @Override
  public Integer call() throws Refusal {
    return options.tell(
        time -> Questions.check(file, accounts, organizations, networks, secret, time));
  }
}
