package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.SecretId;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a caller may do what is asked. Every principal may do everything in its own
 * account and nothing in another: policies are stored and not enforced yet.
 */
final class Authorizer {

  /**
   * Refuses a call on a key or alias of another account, whether or not it exists.
   *
   * @throws ServiceException AccessDeniedException
   */
  void require(Call call, KeyAsk ask) {
    if (!ask.ref().account().equals(call.account())) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          ask instanceof KeyAsk.OnCiphertext
              ? KeyAsk.OnCiphertext.REFUSAL
              : refusal(call, ask.action(), ask.ref().arn()));
    }
  }

  /**
   * Allows a call on the caller's own account and region.
   *
   * @param operation the name of the operation, which is an action of KMS
   * @param conditions condition keys that the request brings, with their values
   */
  void require(Call call, String operation, Map<String, List<String>> conditions) {
    // Nobody is denied anything in the own account until policies are enforced.
  }

  /**
   * Refuses a call on a secret of another account. It is refused whether or not there is such a
   * secret or such an account, so that nobody can find out.
   *
   * @throws ServiceException AccessDeniedException
   */
  void require(Call call, String operation, SecretId target) {
    String owner =
        switch (target) {
          case SecretId.ByName _ -> call.account().digits();
          case SecretId.ByArn arn -> arn.account().digits();
          case SecretId.ByPartialArn arn -> arn.account().digits();
        };
    if (!owner.equals(call.account().digits())) {
      String action = "secretsmanager:" + operation;
      throw new ServiceException(ErrorCode.ACCESS_DENIED, refusal(call, action, target.text()));
    }
  }

  private static String refusal(Call call, String action, String resource) {
    return "User: %s is not authorized to perform: %s on resource: %s because no resource-based"
            .formatted(call.principal().arn(), action, resource)
        + " policy allows the %s action".formatted(action);
  }
}
