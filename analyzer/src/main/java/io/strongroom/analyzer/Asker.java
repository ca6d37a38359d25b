package io.strongroom.analyzer;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.FriendlyNames;
import io.strongroom.iam.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody of an account, by whom requests are made. */
public sealed interface Asker {

  /** Returns the account that they belong to. */
  AccountId account();

  /** Returns the ARN of the user, the role or the account's root. */
  String arn();

  /**
   * A user.
   *
   * @param user its names; the id has letters and digits behind {@code AIDA}
   * @param tags its tags; keys in lower case, as condition keys are compared
   */
  record User(Principal.User user, Map<String, String> tags) implements Asker {

    /** Folds the keys of tags; refuses an id of another form with IllegalArgumentException. */
    public User {
      requireId(user.id(), "AIDA");
      tags =
          tags.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      tag -> tag.getKey().toLowerCase(Locale.ROOT),
                      Map.Entry::getValue,
                      (first, _) -> first));
    }

    @Override
    public AccountId account() {
      return user.account();
    }

    @Override
    public String arn() {
      return user.arn();
    }
  }

  /**
   * Any session of a role that no session policy narrows. What tags it has is open.
   *
   * @param account the account of the role
   * @param id the unique id: letters and digits behind {@code AROA}
   * @param path a {@linkplain FriendlyNames#isPath path}
   * @param name a {@linkplain FriendlyNames#isName name}
   */
  record Role(AccountId account, String id, String path, String name) implements Asker {

    /** Refuses names and an id of another form with an IllegalArgumentException. */
    public Role {
      requireId(id, "AROA");
      if (!FriendlyNames.isPath(path) || !FriendlyNames.isName(name, Principal.MAX_NAME_LENGTH)) {
        throw new IllegalArgumentException("a role has a path and a name");
      }
    }

    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":role" + path + name;
    }
  }

  /**
   * The root of an account.
   *
   * @param account the account
   */
  record Root(AccountId account) implements Asker {
    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":root";
    }
  }

  private static void requireId(String id, String prefix) {
    if (!Pattern.matches(prefix + "[A-Z0-9]+", id)) {
      throw new IllegalArgumentException("a unique id begins with " + prefix + ": " + id);
    }
  }
}
