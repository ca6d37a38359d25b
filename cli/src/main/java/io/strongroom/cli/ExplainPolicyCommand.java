package io.strongroom.cli;

import io.strongroom.cli.policy.Questions;
import io.strongroom.iam.policy.PolicyKind;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy explain}: what a policy says of a request, or what its statements are good for. */
@Command(
    name = "explain",
    description =
        "Tells what a policy says of a request and why; without --principal, what each statement is"
            + " good for.",
    footer = {
      "Exit code: 0 allowed, or each statement is good for something; 1 not allowed, or one is"
          + " not; 2 cannot be read; 3 not found out in time."
    },
    mixinStandardHelpOptions = true)
final class ExplainPolicyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The policy; - is standard input.")
  private String file = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "RESOURCE",
      description = "resource, identity, trust or key. Default: resource.")
  private PolicyKind kind = PolicyKind.RESOURCE;

  @Option(
      names = "--principal",
      paramLabel = "ARN",
      description =
          "Who asks: the ARN of a user, role, session or root, an account, a service's name, or *.")
  private @Nullable String principal;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      defaultValue = "secretsmanager:GetSecretValue",
      description = "What for. Default: ${DEFAULT-VALUE}.")
  private String action = "";

  @Option(
      names = "--secret",
      paramLabel = "ARN",
      description = "Of which resource. Default: some secret of the principal's account.")
  private @Nullable String secret;

  @Option(
      names = "--context",
      paramLabel = "KEY=VALUE",
      description = "A condition key of the request; repeatable, also for several values.")
  private List<String> context = List.of();

  @Mixin private final ProofOptions options = new ProofOptions();

  @Override
  public Integer call() throws Refusal {
    ProofOptions.requireGranting(kind);
    String who = principal;
    if (who == null && (secret != null || !context.isEmpty())) {
      throw new Refusal("--secret and --context are about the request of a --principal");
    }
    return options.tell(
        time ->
            who == null
                ? Questions.statements(kind, file, time)
                : Questions.explain(kind, file, who, action, secret, context));
  }
}
