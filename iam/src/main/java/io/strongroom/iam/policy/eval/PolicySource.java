package io.strongroom.iam.policy.eval;

import java.util.Locale;

/** Where a policy has its say. */
public enum PolicySource {
  /** Service control policies of the organization. */
  ORGANIZATION("service control policy", "a service control policy"),
  /** Policies of the user, its groups or the role. */
  IDENTITY("identity-based policy", "an identity-based policy"),
  /** The policy of a secret, a key or another resource. */
  RESOURCE("resource-based policy", "a resource-based policy"),
  /** The trust policy of a role. */
  TRUST("role trust policy", "the role trust policy"),
  /** The permissions boundary of the user or the role. */
  BOUNDARY("permissions boundary", "a permissions boundary"),
  /** The policies of the session. */
  SESSION("session policy", "a session policy");

  private final String name;
  private final String nameWithArticle;
  private final String shortName = name().toLowerCase(Locale.ROOT);

  PolicySource(String name, String nameWithArticle) {
    this.name = name;
    this.nameWithArticle = nameWithArticle;
  }

  /** Returns its name in lower case. */
  public String shortName() {
    return shortName;
  }

  /** Returns how messages call such a policy after "no". */
  String words() {
    return name;
  }

  /** Returns how messages call such a policy with its article. */
  String wordsWithArticle() {
    return nameWithArticle;
  }
}
