package io.strongroom.cli;

import io.strongroom.cli.policy.Report;
import io.strongroom.cli.policy.Unreadable;
import io.strongroom.iam.policy.PolicyKind;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all commands about policies have. */
final class ProofOptions {
  private static final int LONGEST = 3_600;

  @Option(names = "--json", description = "One JSON object, for programs.")
  private boolean json;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long each proof may take. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** A question that can be refused. */
  @FunctionalInterface
  interface Question {
    /** Returns the answer to a question whose proofs may take so long each. */
    Report ask(Duration time) throws Unreadable;
  }

  /** Asks, prints the answer and returns the exit code. */
  int tell(Question question) throws Refusal {
    if (seconds < 1 || seconds > LONGEST) {
      throw new Refusal("--time takes 1 to " + LONGEST + " seconds");
    }
    try {
      PrintWriter out = command.commandLine().getOut();
      return question.ask(Duration.ofSeconds(seconds)).print(out, json);
    } catch (Unreadable e) {
      throw new Refusal(e);
    }
  }

  /** Refuses a kind of policy that only limits: by itself it allows nothing. */
  static void requireGranting(PolicyKind kind) throws Refusal {
    if (!kind.namesPrincipals() && kind != PolicyKind.IDENTITY) {
      throw new Refusal("--kind takes resource, identity, trust or key");
    }
  }
}
