package io.strongroom.api.organizations;

import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import io.strongroom.iam.AccountId;
import org.jspecify.annotations.Nullable;

/** Pages of a list that goes by the numbers of accounts. */
final class Pages {

  /** The most on a page, and as many as there are where nothing is said. */
  private static final long USUAL = 20;

  private final PageTokens tokens;
  private final String operation;

  /** Binds tokens to an operation. */
  Pages(PageTokens tokens, String operation) {
    this.tokens = tokens;
    this.operation = "organizations:" + operation;
  }

  /** Where a page begins, and how much goes on it. */
  record Asked(@Nullable String token, int limit) {}

  static Asked asked(InputValues in) {
    return new Asked(in.get(Shapes.TOKEN), Math.toIntExact(in.get(Shapes.MAX_RESULTS, USUAL)));
  }

  /**
   * Returns the place behind which a page begins, or null for the first page.
   *
   * @throws ServiceException InvalidInputException for a token of something else
   */
  Scan.@Nullable Position after(Asked asked) {
    if (asked.token() == null) {
      return null;
    }
    try {
      return tokens.position(asked.token(), operation);
    } catch (ServiceException e) {
      throw new ServiceException(
          ErrorCode.ORGANIZATIONS_INVALID_INPUT, "The provided NextToken is invalid.");
    }
  }

  /** Returns the token for going on behind a place. */
  String token(Scan.Position last) {
    return tokens.token(last, operation);
  }

  /** Returns the place of an account. */
  static Scan.Position at(AccountId account) {
    return new Scan.Position(0, account.digits());
  }

  /** Returns the account at a place, or null for the beginning. */
  static @Nullable AccountId account(Scan.@Nullable Position position) {
    return position == null ? null : new AccountId(position.name());
  }
}
