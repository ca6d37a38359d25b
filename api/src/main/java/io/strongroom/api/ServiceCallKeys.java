package io.strongroom.api;

import io.strongroom.iam.Region;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request that Secrets Manager makes to KMS with its caller's permissions.
 *
 * <p>Source: KMS developer guide, "kms:ViaService" and "kms:EncryptionContext:context-key".
 *
 * @param region the region of the key, where the service makes the request
 * @param context the encryption context
 */
record ServiceCallKeys(Region region, Map<String, String> context) implements ConditionKeys {
  private static final String CONTEXT = "kms:encryptioncontext:";
  private static final String SOURCE_IP = "aws:sourceip";

  /** Returns keys without the address: it is the service that calls, from no address. */
  static ConditionKeys hidingAddress(ConditionKeys keys) {
    return name -> name.equals(SOURCE_IP) ? null : keys.value(name);
  }

  @Override
  public @Nullable KeyValue value(String foldedName) {
    return switch (foldedName) {
      case "kms:viaservice" ->
          new KeyValue.One("secretsmanager." + region.name() + ".amazonaws.com");
      case "kms:encryptioncontextkeys" -> new KeyValue.Many(List.copyOf(context.keySet()));
      case "kms:encryptionalgorithm" -> new KeyValue.One("SYMMETRIC_DEFAULT");
      case "aws:viaawsservice" -> new KeyValue.One("true");
      default -> foldedName.startsWith(CONTEXT) ? ofContext(foldedName) : null;
    };
  }

  private @Nullable KeyValue ofContext(String name) {
    for (Map.Entry<String, String> entry : context.entrySet()) {
      if (name.equals(CONTEXT + entry.getKey().toLowerCase(Locale.ROOT))) {
        return new KeyValue.One(entry.getValue());
      }
    }
    return null;
  }
}
