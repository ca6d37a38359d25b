package io.strongroom.api;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that a KMS key brings to every request about it.
 *
 * <p>Source: Service Authorization Reference, "Condition keys for AWS Key Management Service".
 *
 * @param key the key, or null if there is none
 * @param store knows the aliases of keys, and is asked only where a policy names them
 * @param caller the account of the caller
 */
record KeyKeys(@Nullable Key key, AccountId caller, KeyStore store) implements ConditionKeys {
  private static final String RESOURCE_TAG = "aws:resourcetag/";

  @Override
  public @Nullable KeyValue value(String foldedName) {
    if (foldedName.equals("kms:resourcealiases")) {
      return key == null ? null : aliases(key);
    }
    String text = foldedName.equals("kms:calleraccount") ? caller.digits() : ofKey(foldedName);
    return text == null ? null : new KeyValue.One(text);
  }

  private KeyValue aliases(Key of) {
    return new KeyValue.Many(
        store.aliasesOf(of.id(), "", Alias.MAX_PER_KEY).stream().map(Alias::name).toList());
  }

  private @Nullable String ofKey(String name) {
    if (key == null) {
      return null;
    }
    return switch (name) {
      case "kms:keyspec" -> "SYMMETRIC_DEFAULT";
      case "kms:keyusage" -> "ENCRYPT_DECRYPT";
      case "kms:keyorigin" -> "AWS_KMS";
      case "kms:multiregion" -> "false";
      default ->
          name.startsWith(RESOURCE_TAG)
              ? TagKeys.value(key.tags().byKey(), name.substring(RESOURCE_TAG.length()))
              : null;
    };
  }
}
