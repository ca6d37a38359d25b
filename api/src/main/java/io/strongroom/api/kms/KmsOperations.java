package io.strongroom.api.kms;

import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.Keys;
import io.strongroom.core.store.PageTokens;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import java.util.List;

/** The operations of KMS, version 2014-11-01, that symmetric encryption keys need. */
public final class KmsOperations {

  /** The service in credential scopes and ARNs. */
  public static final String SERVICE = "kms";

  private static final String TARGET_PREFIX = "TrentService.";

  private KmsOperations() {}

  /** Returns the service with its operations. */
  public static Service service(Operations operations) {
    return Service.json(SERVICE, TARGET_PREFIX, operations);
  }

  /** Puts the operations together over one store. */
  public static Operations operations(
      KeyStore store,
      Keys keys,
      PolicyPrincipals principals,
      Keyring keyring,
      PageTokens tokens,
      Entropy entropy) {
    Markers markers = new Markers(tokens);
    Crypto crypto = new Crypto(keys, keyring, entropy);
    return Operations.of(
        List.of(
            new CancelKeyDeletion(),
            new CreateAlias(store),
            new CreateGrant(entropy),
            new CreateKey(keys, principals),
            new Decrypt(keys, crypto),
            new DeleteAlias(store),
            new DescribeKey(),
            new DisableKey(),
            new DisableKeyRotation(),
            new EnableKey(),
            new EnableKeyRotation(),
            new Encrypt(crypto),
            new GenerateDataKey(crypto),
            new GenerateDataKeyWithoutPlaintext(crypto),
            new GenerateRandom(crypto),
            new GetKeyPolicy(principals),
            new GetKeyRotationStatus(),
            new ListAliases(store, keys, markers),
            new ListGrants(markers),
            new ListKeyPolicies(),
            new ListKeyRotations(markers),
            new ListKeys(store, markers),
            new ListResourceTags(markers),
            new PutKeyPolicy(principals),
            new ReEncrypt(keys, crypto),
            new RetireGrant(),
            new RevokeGrant(),
            new RotateKeyOnDemand(keys),
            new ScheduleKeyDeletion(),
            new TagResource(),
            new UntagResource(),
            new UpdateAlias(store),
            new UpdateKeyDescription()));
  }
}
