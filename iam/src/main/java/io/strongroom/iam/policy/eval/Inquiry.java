package io.strongroom.iam.policy.eval;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What policies ask about one request while it is judged. Used by one thread, once. */
final class Inquiry {
  private final RequestContext context;
  private final @Nullable Set<String> missing;
  private long steps;

  /**
   * Asks about {@code context}.
   *
   * @param missing takes the names of keys that were asked for and absent, or null
   */
  Inquiry(RequestContext context, @Nullable Set<String> missing) {
    this.context = context;
    this.missing = missing;
  }

  RequestContext context() {
    return context;
  }

  /** Returns what the request has under a key; null if it has no value there. */
  @Nullable KeyValue ask(ConditionKey key) {
    KeyValue value = context.value(key.folded());
    switch (value) {
      case null -> {}
      case KeyValue.One(String text) -> {
        RequestContext.requireBounded(text);
        return value;
      }
      case KeyValue.Many(var texts) -> {
        for (String text : texts) {
          RequestContext.requireBounded(text);
        }
        if (!texts.isEmpty()) {
          return value;
        }
      }
    }
    if (missing != null) {
      missing.add(key.name());
    }
    return null;
  }

  /** Counts steps of matching, which bound the time of a judgement. */
  void step(long count) {
    steps += count;
  }

  /** Returns how many steps of matching were taken. */
  long steps() {
    return steps;
  }
}
