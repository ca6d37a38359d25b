package io.strongroom.iam.session;

import io.strongroom.iam.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What temporary credentials stand for. Nothing of it is stored: the token carries all of it.
 *
 * <p>Source: IAM User Guide, "Temporary security credentials in IAM".
 *
 * @param account the account of the role or user
 * @param principal the unique id of the role ({@code AROA…}) or user ({@code AIDA…}), or the
 *     account's digits for its root; a deleted one has no successor with this id, so its sessions
 *     end with it (requirement SIG-9)
 * @param name the name of a role's session; null for a session of GetSessionToken
 * @param issued when it began, to the second
 * @param expires when it ends, to the second
 * @param policy the session policy as it was sent, or null
 * @param policyArns managed policies that narrow the session
 * @param tags the session's tags by their keys
 * @param transitiveTags the keys of the tags that go on to the next session of a chain
 * @param sourceIdentity who started a chain of sessions, or null
 * @param chained whether a session of a role opened it
 * @param federatedProvider the ARN of the identity provider that vouched, or null
 */
public record Session(
    AccountId account,
    String principal,
    @Nullable String name,
    Instant issued,
    Instant expires,
    @Nullable String policy,
    List<String> policyArns,
    Map<String, String> tags,
    Set<String> transitiveTags,
    @Nullable String sourceIdentity,
    boolean chained,
    @Nullable String federatedProvider) {

  /** Copies the collections. */
  public Session {
    policyArns = List.copyOf(policyArns);
    tags = Map.copyOf(tags);
    transitiveTags = Set.copyOf(transitiveTags);
  }

  /** Returns the session of a user or root, as GetSessionToken opens it. */
  public static Session ofUser(
      AccountId account, String principal, Instant issued, Instant expires) {
    return new Session(
        account, principal, null, issued, expires, null, List.of(), Map.of(), Set.of(), null, false,
        null);
  }

  /** Tells whether the session is one of a role. */
  public boolean isOfRole() {
    return name != null;
  }

  /** Tells whether something narrows what the role may do. */
  public boolean isNarrowed() {
    return policy != null || !policyArns.isEmpty();
  }

  /** Tells whether the session is over at {@code now}. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expires);
  }
}
