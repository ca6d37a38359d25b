package io.strongroom.api;

import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.eval.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves to use a key that stand beside its policy. A grant allows what no policy does; what a
 * policy refuses stays refused.
 *
 * <p>Source: KMS developer guide, "Grants in AWS KMS".
 */
final class Grants {
  private static final String SERVICE = "kms:";
  private static final String CONTEXT = "kms:EncryptionContext:";

  private Grants() {}

  /** Tells whether a grant allows what an operation asks for and policies did not allow. */
  static boolean cover(@Nullable Key key, Decision.Denied denied, Call call, KeyAsk ask) {
    Map<String, String> context = new HashMap<>();
    for (Map.Entry<String, List<String>> condition : ask.conditions().entrySet()) {
      if (condition.getKey().startsWith(CONTEXT)) {
        context.put(
            condition.getKey().substring(CONTEXT.length()), condition.getValue().getFirst());
      }
    }
    return cover(key, denied, call, ask.action(), context);
  }

  /** The same for an action with an encryption context. */
  static boolean cover(
      @Nullable Key key,
      Decision.Denied denied,
      Call call,
      String action,
      Map<String, String> context) {
    if (key == null || !(denied.reason() instanceof Decision.NoAllow)) {
      return false;
    }
    String operation = action.substring(SERVICE.length());
    for (Grant grant : key.grants()) {
      if (grant.operations().contains(operation)
          && isFor(grant, call.principal())
          && grant.constraints().admit(context)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFor(Grant grant, Principal.OfAccount caller) {
    return caller.levels().contains(grant.grantee())
        || grant.grantee().equals(caller.account().digits());
  }
}
