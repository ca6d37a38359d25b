package io.strongroom.iam.policy.eval;

import java.util.List;

/** What a request has under a condition key. The kind belongs to the key, not to the request. */
public sealed interface KeyValue {

  /**
   * The value of a single-valued key; policy variables stand for such values only.
   *
   * @param text at most {@link RequestContext#MAX_VALUE_LENGTH} characters
   */
  record One(String text) implements KeyValue {}

  /**
   * The values of a multi-valued key, such as {@code aws:TagKeys}. None is the same as no key.
   *
   * @param texts each at most {@link RequestContext#MAX_VALUE_LENGTH} characters
   */
  record Many(List<String> texts) implements KeyValue {

    /** Copies the list. */
    public Many {
      texts = List.copyOf(texts);
    }
  }
}
