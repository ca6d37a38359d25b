package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.SecretId;

/**
 * Decides whether a caller may do what is asked. Every principal may do everything in its own
 * account and nothing in another: policies are stored and not enforced yet.
 */
final class Authorizer {

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
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          "User: %s is not authorized to perform: %s on resource: %s because no resource-based"
                  .formatted(call.principal().arn(), action, target.text())
              + " policy allows the %s action".formatted(action));
    }
  }
}
