package io.strongroom.cli;

import io.strongroom.cli.policy.Questions;
import io.strongroom.iam.policy.PolicyKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy compare}: proves that a policy allows no more than another, or shows what. */
@Command(
    name = "compare",
    description = "Proves that policy B allows no more than policy A, or shows what it does.",
    footer =
        "Exit code: 0 B allows no more than A; 1 it does; 2 one cannot be read; 3 not found out"
            + " in time.",
    mixinStandardHelpOptions = true)
final class ComparePoliciesCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "A", description = "The old policy; - is standard input.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "B", description = "The new policy.")
  private String next = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "RESOURCE",
      description = "resource, identity, trust or key. Default: resource.")
  private PolicyKind kind = PolicyKind.RESOURCE;

  @Option(
      names = "--equivalent",
      description = "That A allows what B does not is to be exit code 1 too.")
  private boolean equivalent;

  @Mixin private final ProofOptions options = new ProofOptions();

  @Override
  public Integer call() throws Refusal {
    ProofOptions.requireGranting(kind);
    return options.tell(time -> Questions.compare(kind, old, next, equivalent, time));
  }
}
