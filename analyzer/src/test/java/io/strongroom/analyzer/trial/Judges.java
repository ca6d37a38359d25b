package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.JsonText;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.NaiveEvaluator;
import io.strongroom.iam.policy.eval.NaiveEvaluator.NaivePolicies;
import io.strongroom.iam.policy.eval.NaiveEvaluator.NaiveRequest;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks both evaluators about a witness. The caller's own policies allow everything, so that across
 * accounts the policy of the secret decides.
 */
final class Judges {
  private static final Map<String, Object> ALL =
      Map.of(
          "Version",
          "2012-10-17",
          "Statement",
          List.of(Map.of("Effect", "Allow", "Action", "*", "Resource", "*")));
  private static final NamedPolicy ALL_COMPILED = compiled();
  private static final List<String> OF_CALLERS =
      List.of(
          "aws:PrincipalType",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalServiceName",
          "aws:FederatedProvider");

  private Judges() {}

  private static NamedPolicy compiled() {
    try {
      return new NamedPolicy(
          "all", CompiledPolicy.of(PolicyParser.parse(PolicyKind.IDENTITY, JsonText.of(ALL))));
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks the evaluator. */
  static boolean evaluatorAllows(Written policy, Witness witness) {
    PolicySets sets =
        PolicySets.ofIdentity(List.of(ALL_COMPILED))
            .guardedBy(new NamedPolicy("policy", policy.compiled()));
    return Evaluator.judge(witness.request(), sets).isAllowed();
  }

  /** Asks the second evaluator, and returns its verdict: {@code allow}, or why not. */
  static String naiveVerdict(Written policy, Witness witness) {
    Map<String, Object> keys = new HashMap<>();
    witness
        .keys()
        .forEach(
            (name, value) ->
                keys.put(
                    name,
                    switch (value) {
                      case KeyValue.One(String text) -> text;
                      case KeyValue.Many(List<String> texts) -> texts;
                    }));
    for (String name : OF_CALLERS) {
      String value = witness.caller().value(name.toLowerCase(Locale.ROOT));
      if (value != null) {
        keys.put(name, value);
      }
    }
    String owner = witness.owner() == null ? null : witness.owner().digits();
    NaiveRequest request =
        new NaiveRequest(
            names(witness.caller()), witness.action().text(), witness.resource(), owner, keys);
    return new NaiveEvaluator(request)
        .judge(new NaivePolicies(null, List.of(ALL), policy.json(), "RESOURCE", null, null));
  }

  private static Map<String, String> names(Caller caller) {
    Map<String, String> names = new HashMap<>();
    put(names, "account", caller.account() == null ? null : caller.account().digits());
    switch (caller) {
      case Caller.Root root -> {
        names.put("kind", "root");
        names.put("credentials", root.credentials().name());
      }
      case Caller.User user -> {
        names.put("kind", "user");
        names.put("user", user.arn());
        names.put("userId", user.id());
        names.put("credentials", user.credentials().name());
      }
      case Caller.RoleSession session -> {
        names.put("kind", "session");
        names.put("role", session.roleArn());
        names.put("roleId", session.roleId());
        names.put("session", session.arn());
      }
      case Caller.Service service -> {
        names.put("kind", "service");
        names.put("service", service.name());
      }
      case Caller.Federated federated -> {
        names.put("kind", "federated");
        names.put("provider", federated.provider());
      }
      case Caller.Unnamed _ -> names.put("kind", "unnamed");
      case Caller.Anonymous _ -> names.put("kind", "anonymous");
    }
    return names;
  }

  private static void put(Map<String, String> names, String name, @Nullable String value) {
    if (value != null) {
      names.put(name, value);
    }
  }
}
