package io.strongroom.iam.policy.eval;

import org.jspecify.annotations.Nullable;

/**
 * The statement that decided.
 *
 * @param source where its policy has its say
 * @param policy the policy's name
 * @param sid the statement's name, or null if it has none
 * @param index the statement's place in its policy, from 0
 */
public record Match(PolicySource source, String policy, @Nullable String sid, int index) {
  static Match of(PolicySource source, NamedPolicy policy, CompiledStatement statement) {
    return new Match(source, policy.name(), statement.sid(), statement.index());
  }
}
