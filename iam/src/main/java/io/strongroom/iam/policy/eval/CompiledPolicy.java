package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy, compiled for judging. Immutable; any number of threads may use it. */
public final class CompiledPolicy {
  private final PolicyKind kind;
  private final List<CompiledStatement> denies;
  private final List<CompiledStatement> allows;

  private CompiledPolicy(
      PolicyKind kind, List<CompiledStatement> denies, List<CompiledStatement> allows) {
    this.kind = kind;
    this.denies = List.copyOf(denies);
    this.allows = List.copyOf(allows);
  }

  /** Compiles a policy. */
  public static CompiledPolicy of(PolicyDocument document) {
    List<CompiledStatement> denies = new ArrayList<>();
    List<CompiledStatement> allows = new ArrayList<>();
    for (int i = 0; i < document.statements().size(); i++) {
      CompiledStatement statement =
          new CompiledStatement(document.statements().get(i), i, document.version());
      (statement.effect() == Effect.DENY ? denies : allows).add(statement);
    }
    return new CompiledPolicy(document.kind(), denies, allows);
  }

  /** Returns what the policy is attached to. */
  public PolicyKind kind() {
    return kind;
  }

  /** Returns the statements that refuse. */
  List<CompiledStatement> denies() {
    return denies;
  }

  /** Returns the statements that grant. */
  List<CompiledStatement> allows() {
    return allows;
  }

  /** Returns the first statement that refuses the request, or null. */
  @Nullable CompiledStatement deny(Inquiry inquiry) {
    return first(denies, inquiry);
  }

  /** Returns the first statement that grants the request, or null. */
  @Nullable CompiledStatement allow(Inquiry inquiry) {
    return first(allows, inquiry);
  }

  private static @Nullable CompiledStatement first(
      List<CompiledStatement> statements, Inquiry inquiry) {
    for (int i = 0; i < statements.size(); i++) { // asked all the time: no iterator
      CompiledStatement statement = statements.get(i);
      if (statement.applies(inquiry) != 0) {
        return statement;
      }
    }
    return null;
  }
}
