package io.strongroom.cli.policy;

import io.strongroom.analyzer.Governing;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret, and all that says who can use it.
 *
 * @param secret the secret's ARN
 * @param policy its policy; null if it has none
 * @param key the key that seals it; null if nothing is known of it
 * @param identities users and roles of whichever accounts, and the roots of these
 * @param keys what requests about the secret have under condition keys; names in lower case
 */
public record SecretAccess(
    String secret,
    Governing.@Nullable Part policy,
    @Nullable Key key,
    List<Identity> identities,
    Map<String, String> keys) {

  /** Copies what it is given. */
  public SecretAccess {
    identities = List.copyOf(identities);
    keys = Map.copyOf(keys);
  }

  /**
   * A key.
   *
   * @param arn its ARN
   * @param policy its policy
   */
  public record Key(String arn, Governing.Part policy) {

    /** Returns the key of an ARN and a policy. */
    public static Key of(String arn, String policy) throws Unreadable {
      return new Key(
          arn,
          new Governing.Part(
              "the key policy", PolicyFile.parse(PolicyKind.KEY, "the key policy", policy)));
    }

    /**
     * Returns what a request has that Secrets Manager makes for a caller. Source: KMS developer
     * guide, "kms:ViaService" and "kms:EncryptionContext:context-key".
     */
    Map<String, String> keys(String secret, AccountId caller) {
      Arn parsed = Arn.parse(arn);
      String region = parsed == null ? "" : parsed.region();
      return Map.of(
          "kms:viaservice",
          "secretsmanager." + region + ".amazonaws.com",
          "kms:calleraccount",
          caller.digits(),
          "kms:encryptioncontext:secretarn",
          secret);
    }
  }

  /**
   * Returns a secret of which this is known.
   *
   * @param policy the text of its policy; null for none
   * @param identities without roots; those of their accounts and of the secret's are added
   * @throws Unreadable if the ARN is not that of a secret, or the policy is none
   */
  public static SecretAccess of(
      String secret,
      @Nullable String policy,
      @Nullable Key key,
      List<Identity> identities,
      Map<String, String> keys)
      throws Unreadable {
    Set<AccountId> accounts = new LinkedHashSet<>();
    accounts.add(owner(secret));
    identities.forEach(identity -> accounts.add(identity.asker().account()));
    List<Identity> all = new ArrayList<>(identities);
    accounts.forEach(account -> all.add(Identity.root(account)));
    Governing.Part part =
        policy == null
            ? null
            : new Governing.Part(
                "the secret's policy",
                PolicyFile.parse(PolicyKind.RESOURCE, "the secret's policy", policy));
    return new SecretAccess(secret, part, key, all, keys);
  }

  private static AccountId owner(String secret) throws Unreadable {
    Arn arn = Arn.parse(secret);
    if (arn == null
        || !arn.service().equals("secretsmanager")
        || !AccountId.isAccountId(arn.account())) {
      throw new Unreadable("not the ARN of a secret: " + Shown.plain(secret));
    }
    return new AccountId(arn.account());
  }
}
