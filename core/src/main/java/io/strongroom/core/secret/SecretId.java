package io.strongroom.core.secret;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;

/**
 * How a request names a secret. The three forms are told apart once, here.
 *
 * <p>A text after {@code :secret:} that ends in a hyphen and six letters or digits is read as a
 * full ARN. So a secret <em>named</em> {@code MySecret-abcdef} is not found by its partial ARN,
 * which the service's documentation warns of; its full ARN and its name work.
 *
 * <p>Source: API reference, {@code SecretId}; user guide, "Find a secret by ARN".
 */
public sealed interface SecretId {

  /** Returns the name of the secret that is meant. */
  SecretName name();

  /** Returns the form as it was written. */
  String text();

  /** A plain name, in the caller's account and the region of the request. */
  record ByName(SecretName name) implements SecretId {
    @Override
    public String text() {
      return name.text();
    }
  }

  /** A full ARN. It must be matched to the letter, the suffix included. */
  record ByArn(
      String partition, AccountId account, Region region, SecretName name, ArnSuffix suffix)
      implements SecretId {
    @Override
    public String text() {
      return arnPrefix(partition, region, account) + name + '-' + suffix;
    }
  }

  /** An ARN without the hyphen and the six characters. */
  record ByPartialArn(String partition, AccountId account, Region region, SecretName name)
      implements SecretId {
    @Override
    public String text() {
      return arnPrefix(partition, region, account) + name;
    }
  }

  /** How many parts an ARN has before the name: arn, partition, service, region, account, type. */
  int ARN_PARTS = 7;

  /**
   * Reads the form from its text.
   *
   * @throws io.strongroom.core.error.ServiceException ValidationException for text that is neither
   *     a name nor an ARN of a secret
   */
  static SecretId parse(String text) {
    return text.startsWith("arn:") ? parseArn(text) : new ByName(SecretName.parse(text));
  }

  private static String arnPrefix(String partition, Region region, AccountId account) {
    return "arn:" + partition + ":secretsmanager:" + region + ':' + account + ":secret:";
  }

  private static SecretId parseArn(String text) {
    String[] parts = text.split(":", ARN_PARTS);
    boolean secret =
        parts.length == ARN_PARTS
            && !parts[1].isEmpty()
            && parts[2].equals("secretsmanager")
            && Region.isRegion(parts[3])
            && AccountId.isAccountId(parts[4])
            && parts[5].equals("secret");
    if (!secret) {
      throw SecretName.refusal();
    }
    Region region = new Region(parts[3]);
    AccountId account = new AccountId(parts[4]);
    String resource = parts[6];
    int hyphen = resource.length() - ArnSuffix.LENGTH - 1;
    if (hyphen > 0
        && resource.charAt(hyphen) == '-'
        && ArnSuffix.isSuffix(resource.substring(hyphen + 1))) {
      SecretName name = SecretName.parse(resource.substring(0, hyphen));
      ArnSuffix suffix = new ArnSuffix(resource.substring(hyphen + 1));
      return new ByArn(parts[1], account, region, name, suffix);
    }
    return new ByPartialArn(parts[1], account, region, SecretName.parse(resource));
  }
}
