package io.strongroom.iam.policy.eval;

import java.util.Set;

/**
 * The way back from a policy that locks everybody out of a secret: the owner's root may replace or
 * delete it, whatever it says (requirement AUZ-11).
 */
final class RootRecovery {
  private static final String SERVICE = "secretsmanager";
  private static final Set<String> NAMES = Set.of("putresourcepolicy", "deleteresourcepolicy");

  private RootRecovery() {}

  static boolean applies(RequestContext context) {
    return context.caller() instanceof Caller.Root
        && !context.isCrossAccount()
        && context.action().service().equals(SERVICE)
        && NAMES.contains(context.action().name());
  }
}
