package io.strongroom.cluster.check;

import io.strongroom.cluster.check.Violation.Kind;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was done to one secret. All operations with one value are taken together. Two values
 * contradict each other when an operation with the first ended before one with the second began,
 * and the other way round too: no order has each of them in one piece. If no two values do, and no
 * read ended before its write began, then there is an order (Gibbons and Korach, 1997, for
 * registers whose values are written once).
 */
final class Register {
  private final String secret;
  private final Map<String, Written> values = new LinkedHashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final IdentityHashMap<Operation, Violation> stale = new IdentityHashMap<>();
  private final Map<String, Violation> lost = new HashMap<>();
  private int reads;

  private Register(String secret) {
    this.secret = secret;
  }

  static Register of(String secret, List<Operation> operations) {
    Register register = new Register(secret);
    register.gatherWrites(operations);
    register.gatherReads(operations);
    register.findLost();
    register.findContradictions();
    register.violations.addAll(register.lost.values());
    register.violations.addAll(register.stale.values());
    return register;
  }

  int acknowledged() {
    return count(Outcome.OK);
  }

  int unknown() {
    return count(Outcome.UNKNOWN);
  }

  private int count(Outcome outcome) {
    return (int) values.values().stream().filter(value -> value.outcome() == outcome).count();
  }

  int reads() {
    return reads;
  }

  List<Violation> violations() {
    return violations;
  }

  private void gatherWrites(List<Operation> operations) {
    for (Operation operation : operations) {
      if (operation.kind() == Operation.Kind.WRITE && operation.value() != null) {
        values
            .computeIfAbsent(operation.value(), value -> new Written(value, operation.version()))
            .addAttempt(operation);
      }
    }
  }

  private void gatherReads(List<Operation> operations) {
    for (Operation read : operations) {
      if (!read.hasRead() || read.value() == null) {
        continue;
      }
      reads++;
      Written written = values.get(read.value());
      if (written == null) {
        report(Kind.FOREIGN, describe(read) + " returned what was never written");
      } else if (read.version() != null && !read.version().equals(written.version())) {
        report(Kind.FOREIGN, describe(read) + " has another version than the " + written);
      } else if (written.outcome() == Outcome.REFUSED) {
        report(Kind.IMPOSSIBLE, describe(read) + " returned a write that was refused");
      } else if (read.end() < written.start()) {
        report(Kind.IMPOSSIBLE, describe(read) + " ended before the " + written);
      } else {
        written.addRead(read);
      }
    }
  }

  private void report(Kind kind, String text) {
    violations.add(new Violation(kind, secret, text));
  }

  /** Looks for acknowledged writes that came after what the last reads return. */
  private void findLost() {
    for (Written last : values.values()) {
      for (Operation read : last.reads()) {
        if (read.kind() != Operation.Kind.LAST_READ) {
          continue;
        }
        for (Written later : values.values()) {
          if (later.outcome() == Outcome.OK
              && last.wasSeenBefore(later)
              && later.end() < read.start()) {
            String text = "the " + later + " is gone: " + describe(read);
            lost.putIfAbsent(later.value(), new Violation(Kind.LOST, secret, text));
          }
        }
      }
    }
  }

  /**
   * Looks at values in the order in which their times begin, beside those whose time goes on. Only
   * a value that was seen before it was wanted the last time can contradict one that begins later.
   */
  private void findContradictions() {
    List<Written> order = new ArrayList<>();
    for (Written value : values.values()) {
      if (!value.isIdle()) {
        order.add(value);
      }
    }
    order.sort(Comparator.comparingLong(value -> Math.min(value.seen(), value.wanted())));
    List<Written> open = new ArrayList<>();
    for (Written value : order) {
      long begin = Math.min(value.seen(), value.wanted());
      open.removeIf(earlier -> earlier.wanted() <= begin);
      for (Written earlier : open) {
        if (earlier.precedes(value) && value.precedes(earlier)) {
          addContradiction(earlier, value);
        }
      }
      if (value.seen() < value.wanted()) {
        open.add(value);
      }
    }
  }

  private void addContradiction(Written one, Written other) {
    Set<Operation> oneLate = readsAfter(one, other);
    Set<Operation> otherLate = readsAfter(other, one);
    boolean oneIsOlder = one.wasWrittenBefore(other);
    boolean otherIsOlder = other.wasWrittenBefore(one);
    if (!oneIsOlder && !otherIsOlder) {
      oneIsOlder =
          !oneLate.isEmpty() && (otherLate.isEmpty() || oneLate.size() <= otherLate.size());
    }
    Written newer = oneIsOlder ? other : one;
    for (Operation read : oneIsOlder ? oneLate : otherLate) {
      boolean isLoss = read.kind() == Operation.Kind.LAST_READ && lost.containsKey(newer.value());
      if (!isLoss) {
        String text = describe(read) + " began after the " + newer + " was seen";
        stale.putIfAbsent(read, new Violation(Kind.STALE, secret, text));
      }
    }
  }

  /** The reads of a value that began after another value was seen. */
  private static Set<Operation> readsAfter(Written value, Written other) {
    Set<Operation> late = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Operation read : value.reads()) {
      if (read.start() > other.seen()) {
        late.add(read);
      }
    }
    return late;
  }

  private static String describe(Operation read) {
    return "read of %s by %s at %s [%d, %d]"
        .formatted(read.value(), read.process(), read.endpoint(), read.start(), read.end());
  }
}
