package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.StatementUse;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What each statement of a policy is good for.
 *
 * @param uses of each statement, in their order
 */
record StatementList(List<Use> uses) implements Report {

  /** What a statement does. */
  private enum Sense {
    /** It applies to a request; what it grants is not refused. */
    APPLIES("applies"),
    /** It applies to none. */
    NEVER("never-applies"),
    /** It grants, and all of that is refused. */
    NOTHING_LEFT("nothing-survives"),
    /** It was not found out. */
    UNKNOWN("unknown");

    private final String word;

    Sense(String word) {
      this.word = word;
    }
  }

  /**
   * What one statement is good for.
   *
   * @param name what it is called
   * @param applies whether there is a request to which it applies
   * @param survives whether there is one that no statement refuses; the same as {@code applies} for
   *     a statement that refuses
   */
  record Use(String name, Effect effect, Answer applies, Answer survives) {
    private Sense sense() {
      if (applies instanceof Answer.No) {
        return Sense.NEVER;
      }
      return switch (survives) {
        case Answer.Yes _ -> Sense.APPLIES;
        case Answer.No _ -> Sense.NOTHING_LEFT;
        case Answer.Unknown _ -> Sense.UNKNOWN;
      };
    }
  }

  static StatementList of(PolicyDocument policy, Duration time) {
    Limits limits = Single.limits(time);
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < policy.statements().size(); i++) {
      Statement statement = policy.statements().get(i);
      Answer applies = StatementUse.applies(policy, i, limits);
      Answer survives =
          statement.effect() == Effect.ALLOW && applies.mayBe()
              ? StatementUse.survives(policy, i, limits)
              : applies;
      uses.add(new Use(Shown.statement(i, statement), statement.effect(), applies, survives));
    }
    return new StatementList(uses);
  }

  @Override
  public Outcome outcome() {
    Outcome outcome = Outcome.GOOD;
    for (Use use : uses) {
      outcome =
          outcome.and(
              switch (use.sense()) {
                case APPLIES -> Outcome.GOOD;
                case NEVER, NOTHING_LEFT -> Outcome.FINDING;
                case UNKNOWN -> Outcome.UNKNOWN;
              });
    }
    return outcome;
  }

  @Override
  public void write(PrintWriter out) {
    for (Use use : uses) {
      String does = use.effect() == Effect.ALLOW ? "allows" : "refuses";
      out.println(
          use.name()
              + switch (use.sense()) {
                case APPLIES -> " " + does + ", for example, " + request(use);
                case NEVER -> " can NEVER apply: no request meets it.";
                case NOTHING_LEFT -> " allows NOTHING: all that it allows, another refuses.";
                case UNKNOWN -> ": UNKNOWN, because " + reason(use);
              });
    }
  }

  private static String request(Use use) {
    if (!(use.survives() instanceof Answer.Yes(Witness witness))) {
      return "";
    }
    String keys = Shown.keys(witness);
    String what =
        witness.action() + " on " + witness.resource() + " by " + Shown.who(witness.caller());
    return Shown.plain(what) + (keys.isEmpty() ? "" : " with " + keys);
  }

  private static String reason(Use use) {
    return use.survives() instanceof Answer.Unknown(String reason) ? reason : "";
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("statements");
    int number = 0;
    for (Use use : uses) {
      number++;
      out.writeStartObject();
      out.writeNumberField("statement", number);
      out.writeStringField("effect", use.effect() == Effect.ALLOW ? "Allow" : "Deny");
      out.writeStringField("result", use.sense().word);
      if (use.survives() instanceof Answer.Yes(Witness witness)) {
        Shown.write(out, "request", witness);
      }
      if (use.sense() == Sense.UNKNOWN) {
        out.writeStringField("reason", reason(use));
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
