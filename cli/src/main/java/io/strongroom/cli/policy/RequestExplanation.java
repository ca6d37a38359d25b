package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement.Effect;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.Explanation;
import io.strongroom.iam.policy.eval.KeyValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluator says of one request by one policy.
 *
 * @param policy the policy
 * @param request the request
 * @param explanation what is said
 */
record RequestExplanation(PolicyDocument policy, Witness request, Explanation explanation)
    implements Report {
  private static final String USER_ID = "aws:userid";
  private static final AccountId EXAMPLE = new AccountId("111122223333");

  /**
   * Asks.
   *
   * @param secret the ARN of the resource; null for some secret of the caller's account
   * @param context condition keys, {@code key=value}; one that comes again has several values
   */
  static RequestExplanation of(
      PolicyDocument policy,
      String principal,
      String action,
      @Nullable String secret,
      List<String> context)
      throws Unreadable {
    Map<String, List<String>> keys = keys(context);
    List<String> userId = keys.remove(USER_ID);
    Caller caller = Named.caller(principal, userId == null ? null : userId.getFirst());
    AccountId home = caller.account() == null ? EXAMPLE : caller.account();
    String resource =
        secret == null
            ? "arn:aws:secretsmanager:us-east-1:" + home + ":secret:example-AbCdEf"
            : secret;
    SortedMap<String, KeyValue> values = new TreeMap<>();
    keys.forEach(
        (name, texts) ->
            values.put(
                name,
                texts.size() == 1 ? new KeyValue.One(texts.getFirst()) : new KeyValue.Many(texts)));
    Witness request;
    try {
      request = new Witness(caller, Action.of(action), resource, owner(resource), values);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("--action takes one such as secretsmanager:GetSecretValue");
    }
    return new RequestExplanation(policy, request, Single.explain(policy, request));
  }

  private static @Nullable AccountId owner(String resource) {
    Arn arn = Arn.parse(resource);
    return arn != null && AccountId.isAccountId(arn.account())
        ? new AccountId(arn.account())
        : null;
  }

  private static Map<String, List<String>> keys(List<String> context) throws Unreadable {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String entry : context) {
      int equals = entry.indexOf('=');
      if (equals <= 0) {
        throw new Unreadable("--context takes key=value: not " + Shown.plain(entry));
      }
      String name = entry.substring(0, equals);
      String same =
          keys.keySet().stream()
              .filter(name::equalsIgnoreCase)
              .findFirst()
              .orElse(name.equalsIgnoreCase(USER_ID) ? USER_ID : name);
      keys.computeIfAbsent(same, _ -> new ArrayList<>()).add(entry.substring(equals + 1));
    }
    return keys;
  }

  private @Nullable Effect effect() {
    return explanation.effectOf(Single.source(policy));
  }

  private String result() {
    return switch (effect()) {
      case ALLOW -> "allowed";
      case DENY -> "refused";
      case null -> "not-allowed";
    };
  }

  @Override
  public Outcome outcome() {
    return effect() == Effect.ALLOW ? Outcome.GOOD : Outcome.FINDING;
  }

  @Override
  public void write(PrintWriter out) {
    out.println(
        switch (effect()) {
          case ALLOW -> "Allowed by this policy:";
          case DENY -> "REFUSED by this policy, whatever others allow:";
          case null -> "NOT ALLOWED by this policy, which says nothing of it:";
        });
    Shown.write(out, "  ", request);
    explanation.refusals().forEach(match -> out.println("  refused by " + Shown.statement(match)));
    explanation.grants().forEach(match -> out.println("  granted by " + Shown.statement(match)));
    explanation
        .missing()
        .forEach(key -> out.println("  asked for, and not in the request: " + Shown.plain(key)));
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStringField("result", result());
    Shown.write(out, "request", request);
    Shown.write(out, "grants", explanation.grants());
    Shown.write(out, "refusals", explanation.refusals());
    Shown.texts(out, "missing", explanation.missing());
  }
}
