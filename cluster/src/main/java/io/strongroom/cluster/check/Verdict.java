package io.strongroom.cluster.check;

import io.strongroom.cluster.check.Violation.Kind;
import java.util.List;

/**
 * What a history comes to.
 *
 * @param acknowledged how many writes were acknowledged
 * @param unknown how many writes may or may not have been done
 * @param reads how many reads were answered
 * @param violations all that is wrong: a lost write or a wrong read is one of them
 */
public record Verdict(int acknowledged, int unknown, int reads, List<Violation> violations) {
  /** Keeps a copy of the list. */
  public Verdict {
    violations = List.copyOf(violations);
  }

  /** Whether every secret was a register. */
  public boolean isClean() {
    return violations.isEmpty();
  }

  /** How many violations there are of a kind. */
  public long count(Kind kind) {
    return violations.stream().filter(violation -> violation.kind() == kind).count();
  }
}
