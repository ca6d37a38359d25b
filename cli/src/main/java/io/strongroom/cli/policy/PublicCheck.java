package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Outsiders;
import io.strongroom.analyzer.PublicAccess;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.IpRange;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the policy of a secret lets in whom it should not.
 *
 * @param policy the policy
 * @param answer the answer to that
 * @param warnings what else is odd about it
 */
record PublicCheck(PolicyDocument policy, Answer answer, List<String> warnings) implements Report {

  /** Whom to trust; nobody, if all three are empty. */
  record Trusted(Set<AccountId> accounts, Set<String> organizations, List<IpRange> networks) {
    private Outsiders outsiders() {
      return accounts.isEmpty() && organizations.isEmpty() && networks.isEmpty()
          ? new Outsiders.Unnamed()
          : new Outsiders.Beyond(accounts, organizations, networks);
    }
  }

  static PublicCheck of(String file, Trusted trusted, @Nullable String secret, Duration time)
      throws Unreadable {
    String text = PolicyFile.text(file);
    PolicyDocument policy = PolicyFile.parse(PolicyKind.RESOURCE, PolicyFile.called(file), text);
    Answer answer = PublicAccess.ask(policy, trusted.outsiders(), secret, Single.limits(time));
    List<String> warnings = Lints.of(policy, time);
    if (!PolicyFile.canBePut(PolicyKind.RESOURCE, text)) {
      warnings.add("it names a user or role by its unique id, and cannot be put again as it is");
    }
    return new PublicCheck(policy, answer, warnings);
  }

  @Override
  public Outcome outcome() {
    return switch (answer) {
      case Answer.Yes _ -> Outcome.FINDING;
      case Answer.No _ -> Outcome.GOOD;
      case Answer.Unknown _ -> Outcome.UNKNOWN;
    };
  }

  @Override
  public void write(PrintWriter out) {
    switch (answer) {
      case Answer.Yes(Witness witness) -> {
        out.println("PUBLIC: the policy lets in somebody who is not to be trusted, such as");
        Shown.write(out, "  ", witness);
        out.println("  by        " + Shown.statements(Single.explain(policy, witness).grants()));
      }
      case Answer.No _ -> out.println("Not public: it was proved that no such request is let in.");
      case Answer.Unknown(String reason) ->
          out.println(
              "UNKNOWN: it was not found out whether the policy is public, because "
                  + reason
                  + ". Treat it as public.");
    }
    warnings.forEach(warning -> out.println("warning: " + warning));
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    switch (answer) {
      case Answer.Yes(Witness witness) -> {
        out.writeStringField("result", "public");
        Shown.write(out, "request", witness);
        Shown.write(out, "grants", Single.explain(policy, witness).grants());
      }
      case Answer.No _ -> out.writeStringField("result", "not-public");
      case Answer.Unknown(String reason) -> {
        out.writeStringField("result", "unknown");
        out.writeStringField("reason", reason);
      }
    }
    Shown.texts(out, "warnings", warnings);
  }
}
