package io.strongroom.api.kms;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key policies as requests give them.
 *
 * <p>Source: KMS developer guide, "Key policies in AWS KMS".
 */
final class KeyPolicies {

  /** The one policy that a key has. */
  static final String NAME = "default";

  /** The longest policy, in bytes; all of its characters are one byte or two. */
  private static final int MAX_LENGTH = 32_768;

  private static final Action MANAGE = Action.of("kms:PutKeyPolicy");
  private static final NamedPolicy EVERYTHING = everything();

  private KeyPolicies() {}

  /** Whether a policy that locks its author out is refused. */
  enum LockOutCheck {
    DONE,
    BYPASSED
  }

  /** Returns the policy of a key for which none was given: the account decides by its own. */
  static String standard(AccountId account) {
    return """
    {
      "Version" : "2012-10-17",
      "Id" : "key-default-1",
      "Statement" : [ {
        "Sid" : "Enable IAM User Permissions",
        "Effect" : "Allow",
        "Principal" : { "AWS" : "%s" },
        "Action" : "kms:*",
        "Resource" : "*"
      } ]
    }\
    """
        .formatted(new Principal.Root(account).arn());
  }

  /**
   * Refuses the name of a policy that keys do not have.
   *
   * @param name the name, or null for the one there is
   * @throws ServiceException NotFoundException
   */
  static String requireName(@Nullable String name) {
    if (name != null && !name.equals(NAME)) {
      throw new ServiceException(ErrorCode.KEY_NOT_FOUND, "No such policy exists");
    }
    return NAME;
  }

  /**
   * Refuses a policy that cannot be stored.
   *
   * @throws ServiceException MalformedPolicyDocumentException; LimitExceededException if it is too
   *     long
   */
  static String require(String policy, Principal.OfAccount author, LockOutCheck check) {
    if (policy.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_LENGTH) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED, "A key policy has at most " + MAX_LENGTH + " bytes");
    }
    PolicyDocument document = parse(policy);
    if (check == LockOutCheck.DONE && !mayManage(document, author)) {
      throw malformed(
          "The new key policy will not allow you to update the key policy in the future.");
    }
    return policy;
  }

  private static PolicyDocument parse(String policy) {
    try {
      return PolicyParser.parse(PolicyKind.KEY, policy);
    } catch (PolicySyntaxException e) {
      throw switch (e.kind()) {
        case NOT_JSON, GRAMMAR -> malformed("Policy contains a syntax error.");
        case UNSUPPORTED_PRINCIPAL, UNSUPPORTED_SERVICE_PRINCIPAL -> invalidPrincipal();
      };
    }
  }

  /** Returns the error for a policy that names somebody who cannot be named or does not exist. */
  static ServiceException invalidPrincipal() {
    return malformed("Policy contains a statement with one or more invalid principals.");
  }

  private static ServiceException malformed(String text) {
    return new ServiceException(ErrorCode.KEY_POLICY_MALFORMED, text);
  }

  /**
   * The author is taken to have every permission of its account, which a policy may delegate to.
   */
  private static boolean mayManage(PolicyDocument document, Principal.OfAccount author) {
    RequestContext context = RequestContext.of(Caller.of(author), MANAGE, ConditionKeys.none());
    PolicySets policies =
        PolicySets.ofIdentity(List.of(EVERYTHING))
            .guardedBy(new NamedPolicy(NAME, CompiledPolicy.of(document)));
    return Evaluator.judge(context, policies).isAllowed();
  }

  private static NamedPolicy everything() {
    String text =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
        """;
    try {
      return new NamedPolicy(
          "everything", CompiledPolicy.of(PolicyParser.parse(PolicyKind.IDENTITY, text)));
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException("a policy of this class does not parse", e);
    }
  }
}
