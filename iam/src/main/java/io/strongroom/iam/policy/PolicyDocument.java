package io.strongroom.iam.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy: what it says, not how it was written.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 *
 * @param kind what the policy is attached to
 * @param version the version of the language, {@link Version#V2008_10_17} where none was given
 * @param id the policy's own name, or null
 * @param statements one or more; each stands on its own
 */
public record PolicyDocument(
    PolicyKind kind, Version version, @Nullable String id, List<Statement> statements) {

  /** Copies the list. */
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** The versions of the policy language. */
  public enum Version {
    /** The first; <code>${...}</code> is plain text in it. */
    V2008_10_17("2008-10-17"),
    /** The current one, with policy variables. */
    V2012_10_17("2012-10-17");

    private final String wireName;

    Version(String wireName) {
      this.wireName = wireName;
    }

    /** Returns the date that names the version in a document. */
    public String wireName() {
      return wireName;
    }
  }
}
