package io.strongroom.api.iam;

import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.policy.eval.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who would ask in a simulation.
 *
 * <p>Source: IAM API Reference, SimulatePrincipalPolicy, CallerArn.
 */
final class SimulatedCaller {
  private static final String USER = "user/";

  private SimulatedCaller() {}

  /**
   * Returns who would ask: the user that is named, else the one whose policies are simulated, else
   * somebody of the account.
   *
   * @param arn the ARN of a user, or null
   * @param source whose policies are simulated, or null for policies of the request alone
   * @throws ServiceException InvalidInput for any other ARN, or if a policy of a resource has
   *     nobody to meet
   */
  static Caller of(
      @Nullable String arn,
      Identity.@Nullable Bearer source,
      @Nullable String resourcePolicy,
      Directory directory) {
    if (arn != null) {
      return named(arn, directory);
    }
    if (source instanceof User user) {
      return caller(user, directory.id());
    }
    if (resourcePolicy != null) {
      throw Refusals.invalid("CallerArn must be provided with ResourcePolicy.");
    }
    return new Caller.Unnamed(directory.id());
  }

  private static Caller named(String text, Directory directory) {
    Arn arn = Arn.parse(text);
    if (arn == null
        || !arn.service().equals("iam")
        || !arn.resource().startsWith(USER)
        || !AccountId.isAccountId(arn.account())) {
      throw Refusals.invalid("Invalid CallerArn: " + text + " is not the ARN of an IAM user.");
    }
    if (directory.withArn(text) instanceof User user) {
      return caller(user, directory.id());
    }
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    return caller(new AccountId(arn.account()), text, text, name);
  }

  private static Caller caller(User user, AccountId account) {
    return caller(account, user.arn(), user.id(), user.name());
  }

  private static Caller caller(AccountId account, String arn, String id, String name) {
    return new Caller.User(account, arn, id, name, Caller.Credentials.LONG_TERM);
  }
}
