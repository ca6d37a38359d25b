package io.strongroom.core.key;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Region;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request calls a key: KeyId in all its forms, placed in an account and region. It says
 * nothing about whether there is such a key.
 *
 * <p>Source: KMS developer guide, "Key identifiers (KeyId)".
 */
public sealed interface KeyRef {

  /** Returns the account whose key is meant. */
  AccountId account();

  /** Returns the region that the key is in. */
  Region region();

  /** Returns the ARN that stands for it in permissions and errors. */
  String arn();

  /** A key by its id. */
  record ById(AccountId account, Region region, String id) implements KeyRef {
    @Override
    public String arn() {
      return KeyIdentity.arn(account, region, KEY_PREFIX + id);
    }
  }

  /**
   * A key by one of its aliases.
   *
   * @param name with {@value Alias#PREFIX} before it
   */
  record ByAlias(AccountId account, Region region, String name) implements KeyRef {
    @Override
    public String arn() {
      return Alias.arn(account, region, name);
    }
  }

  /** What the resource of a key's ARN begins with. */
  String KEY_PREFIX = "key/";

  /**
   * Reads a key id, key ARN, alias or alias ARN.
   *
   * @param caller the account whose key is meant unless {@code text} names one
   * @throws ServiceException NotFoundException for what cannot be the name of a key of {@code
   *     region}; InvalidArnException for a malformed ARN
   */
  static KeyRef parse(String text, AccountId caller, Region region) {
    if (text.startsWith("arn:")) {
      return parseArn(text, region);
    }
    if (text.startsWith(Alias.PREFIX)) {
      return new ByAlias(caller, region, text);
    }
    if (!isKeyId(text)) {
      throw new ServiceException(ErrorCode.KEY_NOT_FOUND, "Invalid keyId " + text);
    }
    return new ById(caller, region, text);
  }

  private static KeyRef parseArn(String text, Region region) {
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("kms") || !AccountId.isAccountId(arn.account())) {
      throw new ServiceException(ErrorCode.INVALID_ARN, "Invalid arn " + text);
    }
    AccountId account = new AccountId(arn.account());
    KeyRef ref = resource(arn.resource(), account, region);
    if (ref == null) {
      throw new ServiceException(ErrorCode.INVALID_ARN, "Invalid arn " + text);
    }
    if (!arn.region().equals(region.name())) {
      throw new ServiceException(ErrorCode.KEY_NOT_FOUND, "Invalid arn " + arn.region());
    }
    if (!ref.arn().equals(text)) {
      throw new ServiceException(ErrorCode.INVALID_ARN, "Invalid arn " + text);
    }
    return ref;
  }

  private static @Nullable KeyRef resource(String resource, AccountId account, Region region) {
    if (resource.startsWith(Alias.PREFIX)) {
      return new ByAlias(account, region, resource);
    }
    if (!resource.startsWith(KEY_PREFIX)) {
      return null;
    }
    String id = resource.substring(KEY_PREFIX.length());
    return isKeyId(id) ? new ById(account, region, id) : null;
  }

  /** Tells whether a text has the form of a key id: a UUID in lower case. */
  static boolean isKeyId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the error for a key that does not exist, in the words of KMS. */
  default ServiceException notFound() {
    return new ServiceException(
        ErrorCode.KEY_NOT_FOUND,
        switch (this) {
          case ById _ -> "Key '" + arn() + "' does not exist";
          case ByAlias _ -> "Alias " + arn() + " is not found.";
        });
  }
}
