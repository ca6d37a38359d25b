package io.strongroom.api.secrets;

import io.strongroom.api.Authorizer;
import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.password.PasswordGenerator;
import io.strongroom.core.rotation.run.Rotations;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.SecretStore;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Vault;
import io.strongroom.keys.Entropy;
import java.util.List;

/** The 23 operations of Secrets Manager, version 2017-10-17. */
public final class SecretsOperations {
  private static final String NAME = "secretsmanager";

  /** What X-Amz-Target has before the name of an operation. */
  static final String TARGET_PREFIX = NAME + ".";

  private SecretsOperations() {}

  /** Returns the service that these operations are. */
  public static Service service(Operations operations) {
    return Service.json(NAME, TARGET_PREFIX, operations);
  }

  /** Puts the operations together over one store. */
  public static Operations operations(
      SecretStore store,
      Secrets secrets,
      Vault vault,
      Authorizer authorizer,
      PolicyPrincipals principals,
      AccessDays accesses,
      PageTokens tokens,
      Rotations rotations,
      PublicPolicyRule publicPolicies,
      Entropy entropy) {
    SecretListing listing = new SecretListing(store, accesses, tokens);
    GetSecretValue getSecretValue = new GetSecretValue(vault, accesses);
    return Operations.of(
        List.of(
            new BatchGetSecretValue(listing, getSecretValue),
            new CancelRotateSecret(),
            new CreateSecret(vault, entropy),
            new DeleteResourcePolicy(),
            new DeleteSecret(entropy),
            new DescribeSecret(secrets),
            new GetRandomPassword(new PasswordGenerator(entropy)),
            new GetResourcePolicy(principals),
            getSecretValue,
            new ListSecretVersionIds(vault, tokens),
            new ListSecrets(listing),
            new PutResourcePolicy(authorizer, principals, publicPolicies),
            new PutSecretValue(vault, rotations.tokens()),
            new RemoveRegionsFromReplication(secrets),
            new ReplicateSecretToRegions(),
            new RestoreSecret(),
            new RotateSecret(authorizer, rotations),
            new StopReplicationToReplica(secrets),
            new TagResource(),
            new UntagResource(),
            new UpdateSecret(vault),
            new UpdateSecretVersionStage(),
            new ValidateResourcePolicy(secrets, authorizer, publicPolicies.prover())));
  }
}
