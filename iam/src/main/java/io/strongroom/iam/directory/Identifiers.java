package io.strongroom.iam.directory;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.FriendlyNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an identity is called: the unique id, which never changes and never comes back, and the name
 * and path, which may change and which make the ARN.
 *
 * <p>Source: IAM User Guide, "IAM identifiers".
 *
 * @param account the account it belongs to, or null for what AWS ships to every account
 * @param kind what it is
 * @param id the unique id; of an identity provider its ARN
 * @param path a {@linkplain FriendlyNames#isPath path}; of an identity provider {@code /}
 * @param name a {@linkplain FriendlyNames#isName name}, in the case it was given; of an identity
 *     provider its URL without the scheme
 */
public record Identifiers(
    @Nullable AccountId account, Kind kind, String id, String path, String name) {

  /** Refuses malformed ids, paths and names with an {@link IllegalArgumentException}. */
  public Identifiers {
    if (!FriendlyNames.isPath(path)) {
      throw new IllegalArgumentException("a path begins and ends with a slash");
    }
    if (kind == Kind.OIDC_PROVIDER) {
      if (!id.equals(arn(account, kind, path, name)) || !path.equals("/") || !isUrl(name)) {
        throw new IllegalArgumentException("a provider is named by its URL");
      }
    } else if (!kind.isId(id) || !FriendlyNames.isName(name, kind.maxNameLength())) {
      throw new IllegalArgumentException("a malformed name or unique id of a " + kind.resource());
    }
  }

  /** Names a new user, group, role or policy. */
  public static Identifiers of(AccountId account, Kind kind, String id, String path, String name) {
    return new Identifiers(account, kind, id, path, name);
  }

  /**
   * Names an identity provider.
   *
   * @param host the URL without {@code https://}
   */
  public static Identifiers ofProvider(AccountId account, String host) {
    Kind kind = Kind.OIDC_PROVIDER;
    return new Identifiers(account, kind, arn(account, kind, "/", host), "/", host);
  }

  /** Returns the ARN. */
  public String arn() {
    return arn(account, kind, path, name);
  }

  /** Returns the name as it is compared: in lower case. */
  public String foldedName() {
    return fold(name);
  }

  /** Returns the same identity under another path and name. */
  public Identifiers renamed(String newPath, String newName) {
    return new Identifiers(account, kind, id, newPath, newName);
  }

  /** Returns a name as it is compared. Names are ASCII, so lower case is all there is to it. */
  public static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String arn(@Nullable AccountId account, Kind kind, String path, String name) {
    String owner = account == null ? AwsManagedPolicies.OWNER : account.digits();
    return "arn:aws:iam::" + owner + ":" + kind.resource() + path + name;
  }

  private static boolean isUrl(String text) {
    if (text.isEmpty() || text.length() > Kind.OIDC_PROVIDER.maxNameLength()) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '!' && c <= '~');
  }
}
