package io.strongroom.api;

import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Secret;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that a secret brings to every request about it.
 *
 * <p>Source: Service Authorization Reference, "Condition keys for AWS Secrets Manager".
 *
 * @param shownId the full ARN of the secret, or what the request calls it if there is none
 * @param secret the secret, or null if there is none
 */
record SecretKeys(String shownId, @Nullable Secret secret) implements ConditionKeys {
  private static final String RESOURCE_TAG = "aws:resourcetag/";
  private static final String OWN_RESOURCE_TAG = "secretsmanager:resourcetag/";

  @Override
  public @Nullable KeyValue value(String foldedName) {
    String text = foldedName.equals("secretsmanager:secretid") ? shownId : ofSecret(foldedName);
    return text == null ? null : new KeyValue.One(text);
  }

  private @Nullable String ofSecret(String name) {
    if (secret == null) {
      return null;
    }
    return switch (name) {
      case "secretsmanager:secretprimaryregion" ->
          switch (secret.replication()) {
            case Replication.None _ -> null;
            case Replication.Primary _ -> secret.region().name();
            case Replication.Replica replica -> replica.primary().name();
          };
      case "secretsmanager:resource/allowrotationlambdaarn" ->
          secret.rotation() == null ? null : secret.rotation().lambdaArn();
      case "secretsmanager:resource/type" -> secret.type();
      default -> tag(name);
    };
  }

  private @Nullable String tag(String name) {
    Map<String, String> tags =
        secret == null || secret.tags() == null ? null : secret.tags().byKey();
    if (tags == null) {
      return null;
    }
    if (name.startsWith(RESOURCE_TAG)) {
      return TagKeys.value(tags, name.substring(RESOURCE_TAG.length()));
    }
    return name.startsWith(OWN_RESOURCE_TAG)
        ? TagKeys.value(tags, name.substring(OWN_RESOURCE_TAG.length()))
        : null;
  }
}
