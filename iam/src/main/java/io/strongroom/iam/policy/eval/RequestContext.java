package io.strongroom.iam.policy.eval;

import io.strongroom.iam.AccountId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that policies can ask about a request.
 *
 * @param caller who asks
 * @param action what for
 * @param resource the full ARN of the loaded record (requirement AUZ-3), of at most {@value
 *     #MAX_VALUE_LENGTH} characters; {@code *} where the action has no resource
 * @param owner the account that owns the resource; null where there is no resource, which counts as
 *     the caller's own account
 * @param keys the condition keys but those that caller and owner have
 */
public record RequestContext(
    Caller caller, Action action, String resource, @Nullable AccountId owner, ConditionKeys keys) {

  /**
   * The longest text of a condition key or a resource, in characters: the bound of ARNs and
   * descriptions. Texts that callers choose freely, such as their user agent, are to be cut to it;
   * a longer one fails the judgement, for the time it takes is bounded by this (requirement
   * AUZ-10).
   */
  public static final int MAX_VALUE_LENGTH = 2_048;

  /** The resource of an action that has none. */
  public static final String NO_RESOURCE = "*";

  /** Refuses an overlong resource with an {@link IllegalArgumentException}. */
  public RequestContext {
    requireBounded(resource);
  }

  /** Returns a request for an action without a resource. */
  public static RequestContext of(Caller caller, Action action, ConditionKeys keys) {
    return new RequestContext(caller, action, NO_RESOURCE, null, keys);
  }

  /** Tells whether the caller belongs to an account, and to another than the resource does. */
  public boolean isCrossAccount() {
    return caller.account() != null && owner != null && !Objects.equals(owner, caller.account());
  }

  /**
   * Returns what the request has under a condition key, or null.
   *
   * @param foldedName the key's name in lower case
   */
  @Nullable KeyValue value(String foldedName) {
    String own = caller.value(foldedName);
    if (own != null) {
      return new KeyValue.One(own);
    }
    if (owner != null && foldedName.equals("aws:resourceaccount")) {
      return new KeyValue.One(owner.digits());
    }
    return keys.value(foldedName);
  }

  static void requireBounded(String text) {
    if (text.length() > MAX_VALUE_LENGTH) {
      throw new IllegalArgumentException("a text of the request is too long to be judged");
    }
  }
}
