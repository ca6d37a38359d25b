package io.strongroom.api;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.KeyStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The condition key {@code secretsmanager:KmsKeyArn}: the ARN of the key that a request gives to a
 * secret, by whatever name it calls that key. An alias that names no key has none.
 *
 * <p>Source: Service Authorization Reference, "Condition keys for AWS Secrets Manager".
 *
 * @param request the condition keys of the request, among them the key as it was sent
 * @param owner the account of the secret
 * @param region the region of the secret
 */
record KmsKeyArnKey(ConditionKeys request, AccountId owner, Region region, KeyStore store)
    implements ConditionKeys {
  private static final String ARN = "secretsmanager:kmskeyarn";
  private static final String AS_SENT = "secretsmanager:kmskeyid";

  @Override
  public @Nullable KeyValue value(String foldedName) {
    if (!foldedName.equals(ARN) || !(request.value(AS_SENT) instanceof KeyValue.One(String sent))) {
      return null;
    }
    String arn = arn(sent);
    return arn == null ? null : new KeyValue.One(arn);
  }

  private @Nullable String arn(String sent) {
    try {
      return switch (KeyRef.parse(sent, owner, region)) {
        case KeyRef.ById byId -> byId.arn();
        case KeyRef.ByAlias byAlias -> named(byAlias);
      };
    } catch (ServiceException e) {
      return null;
    }
  }

  private @Nullable String named(KeyRef.ByAlias ref) {
    Alias alias = store.alias(ref.account(), ref.region(), ref.name());
    Key key = alias == null ? null : store.key(alias.keyId());
    return key == null ? null : key.arn();
  }
}
