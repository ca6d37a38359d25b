package io.strongroom.iam.policy.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the policy of a resource grants a caller, and by which of its names. */
final class Grants {
  private static final Grants NONE = new Grants(null, List.of(), new int[0]);

  private final @Nullable NamedPolicy policy;
  private final List<CompiledStatement> statements;
  private final int[] met;

  private Grants(@Nullable NamedPolicy policy, List<CompiledStatement> statements, int[] met) {
    this.policy = policy;
    this.statements = statements;
    this.met = met;
  }

  static Grants none() {
    return NONE;
  }

  static Grants of(NamedPolicy policy, Inquiry inquiry) {
    List<CompiledStatement> allows = policy.policy().allows();
    int[] met = new int[allows.size()];
    for (int i = 0; i < met.length; i++) {
      met[i] = allows.get(i).applies(inquiry);
    }
    return new Grants(policy, allows, met);
  }

  /** Tells whether the caller is granted the request at one of these levels. */
  boolean met(int levels) {
    for (int each : met) {
      if ((each & levels) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first statement that grants at one of these levels, or null. */
  @Nullable Match match(int levels, PolicySource source) {
    for (int i = 0; i < met.length && policy != null; i++) {
      if ((met[i] & levels) != 0) {
        return Match.of(source, policy, statements.get(i));
      }
    }
    return null;
  }
}
