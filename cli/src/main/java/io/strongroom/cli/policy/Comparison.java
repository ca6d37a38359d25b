package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.PolicyComparison;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * What one policy allows and another does not.
 *
 * @param old the policy A
 * @param next the policy B
 * @param more whether B allows what A does not
 * @param less whether A allows what B does not
 * @param equivalent whether both are findings, or only the first
 */
record Comparison(
    PolicyDocument old, PolicyDocument next, Answer more, Answer less, boolean equivalent)
    implements Report {

  static Comparison of(PolicyKind kind, String old, String next, boolean equivalent, Duration time)
      throws Unreadable {
    PolicyDocument a = PolicyFile.policy(kind, old);
    PolicyDocument b = PolicyFile.policy(kind, next);
    return new Comparison(
        a,
        b,
        PolicyComparison.ask(b, a, Single.limits(time)),
        PolicyComparison.ask(a, b, Single.limits(time)),
        equivalent);
  }

  @Override
  public Outcome outcome() {
    return equivalent ? outcome(more).and(outcome(less)) : outcome(more);
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Yes _ -> Outcome.FINDING;
      case Answer.No _ -> Outcome.GOOD;
      case Answer.Unknown _ -> Outcome.UNKNOWN;
    };
  }

  private String result() {
    if (more instanceof Answer.Unknown || less instanceof Answer.Unknown) {
      return more instanceof Answer.Yes ? "B-allows-more" : "unknown";
    }
    if (more.mayBe()) {
      return less.mayBe() ? "each-allows-more" : "B-allows-more";
    }
    return less.mayBe() ? "A-allows-more" : "same";
  }

  @Override
  public void write(PrintWriter out) {
    if (!more.mayBe() && !less.mayBe()) {
      out.println("The same: it was proved that A and B allow the same requests.");
      return;
    }
    write(out, "B", "A", more, next);
    write(out, "A", "B", less, old);
  }

  private static void write(
      PrintWriter out, String one, String other, Answer answer, PolicyDocument policy) {
    switch (answer) {
      case Answer.Yes(Witness witness) -> {
        out.println(one + " allows more: it allows what " + other + " does not, such as");
        Shown.write(out, "  ", witness);
        out.println("  by        " + Shown.statements(Single.explain(policy, witness).grants()));
      }
      case Answer.No _ ->
          out.println(one + " is no more permissive: all that it allows, " + other + " allows.");
      case Answer.Unknown(String reason) ->
          out.println(
              "UNKNOWN: it was not found out whether %s allows what %s does not, because %s."
                      .formatted(one, other, reason)
                  + " Treat it as if it did.");
    }
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStringField("result", result());
    write(out, "onlyB", more, next);
    write(out, "onlyA", less, old);
  }

  private static void write(JsonGenerator out, String member, Answer answer, PolicyDocument policy)
      throws IOException {
    out.writeObjectFieldStart(member);
    switch (answer) {
      case Answer.Yes(Witness witness) -> {
        out.writeStringField("result", "yes");
        Shown.write(out, "request", witness);
        Shown.write(out, "grants", Single.explain(policy, witness).grants());
      }
      case Answer.No _ -> out.writeStringField("result", "no");
      case Answer.Unknown(String reason) -> {
        out.writeStringField("result", "unknown");
        out.writeStringField("reason", reason);
      }
    }
    out.writeEndObject();
  }
}
