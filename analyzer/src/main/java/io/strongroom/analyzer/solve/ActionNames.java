package io.strongroom.analyzer.solve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How actions are written that are known here, those that concern secrets.
 *
 * <p>Source: Service Authorization Reference, "Actions defined by AWS Secrets Manager".
 */
final class ActionNames {
  private static final Map<String, String> WRITTEN = new LinkedHashMap<>();

  static {
    for (String name :
        List.of(
            "GetSecretValue",
            "DescribeSecret",
            "PutSecretValue",
            "UpdateSecret",
            "DeleteSecret",
            "GetResourcePolicy",
            "PutResourcePolicy",
            "DeleteResourcePolicy",
            "ValidateResourcePolicy",
            "ListSecretVersionIds",
            "UpdateSecretVersionStage",
            "RotateSecret",
            "CancelRotateSecret",
            "RestoreSecret",
            "TagResource",
            "UntagResource",
            "ReplicateSecretToRegions",
            "RemoveRegionsFromReplication",
            "StopReplicationToReplica",
            "CreateSecret",
            "ListSecrets",
            "BatchGetSecretValue",
            "GetRandomPassword")) {
      String text = "secretsmanager:" + name;
      WRITTEN.put(text.toLowerCase(Locale.ROOT), text);
    }
    WRITTEN.put("kms:decrypt", "kms:Decrypt");
    WRITTEN.put("sts:assumerole", "sts:AssumeRole");
    WRITTEN.put("s3:getobject", "s3:GetObject");
  }

  private ActionNames() {}

  /** Returns actions to try first, in lower case. */
  static List<String> usual() {
    return List.copyOf(WRITTEN.keySet());
  }

  /** Returns an action as it is written, if it is known; else as it is given. */
  static String written(String folded) {
    return WRITTEN.getOrDefault(folded, folded);
  }
}
