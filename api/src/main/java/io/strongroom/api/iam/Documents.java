package io.strongroom.api.iam;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Policies as texts: what may be stored, how large it is, and how answers show it. */
final class Documents {
  /**
   * How large the trust policy of a role may be, white space left out. Source: IAM User Guide, "IAM
   * and AWS STS quotas", the default.
   */
  static final int MAX_TRUST_POLICY_SIZE = 2_048;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Documents() {}

  /**
   * Refuses what is not the policy of an identity.
   *
   * @throws ServiceException MalformedPolicyDocument
   */
  static void requireIdentityPolicy(String document) {
    require(PolicyKind.IDENTITY, document);
  }

  /**
   * Refuses what does not say who may assume a role, and what says it at too great length.
   *
   * @throws ServiceException MalformedPolicyDocument, LimitExceeded
   */
  static void requireTrustPolicy(String document) {
    require(PolicyKind.TRUST, document);
    if (size(document) > MAX_TRUST_POLICY_SIZE) {
      throw Refusals.quota("ACLSizePerRole", MAX_TRUST_POLICY_SIZE);
    }
  }

  private static void require(PolicyKind kind, String document) {
    try {
      PolicyDocument _ = PolicyParser.parse(kind, document);
    } catch (PolicySyntaxException e) {
      throw new ServiceException(ErrorCode.MALFORMED_POLICY_DOCUMENT, e.iamMessage());
    }
  }

  /**
   * Returns the size that quotas bound: characters but for white space. Source: IAM User Guide,
   * "IAM and AWS STS quotas".
   */
  static int size(String document) {
    return (int) document.chars().filter(c -> " \t\n\r".indexOf(c) < 0).count();
  }

  /** Returns a document as answers show it: each byte but unreserved ones as {@code %XX}. */
  static String encoded(String document) {
    StringBuilder encoded = new StringBuilder(document.length() * 2);
    for (byte b : document.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /** RFC 3986, section 2.3. */
  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
