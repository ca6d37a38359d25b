package io.strongroom.api.secrets;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a request, held to the rules that the model does not state.
 *
 * <p>Source: user guide, "Tag secrets"; the texts of these refusals are not recorded anywhere, see
 * COMPATIBILITY.
 */
final class RequestTags {
  private static final String PUNCTUATION = "+-=._:/@";

  /** A tag as a request gave it; the model requires neither part. */
  record Given(@Nullable String key, @Nullable String value) {}

  private RequestTags() {}

  /**
   * Returns the tags by key; a tag without value has an empty one.
   *
   * @throws ServiceException InvalidParameterException
   */
  static SequencedMap<String, String> parse(List<Given> tags) {
    SequencedMap<String, String> byKey = new LinkedHashMap<>();
    for (Given tag : tags) {
      String key = tag.key();
      if (key == null) {
        throw refusal("You must provide a key for each tag.");
      }
      requireUserKey(key);
      String value = tag.value() == null ? "" : tag.value();
      if (!isTagText(key) || !isTagText(value)) {
        throw refusal(
            "Tag keys and values can contain letters, numbers, spaces and the characters"
                + " + - = . _ : / @.");
      }
      if (byKey.putIfAbsent(key, value) != null) {
        throw refusal("Duplicate tag keys found. Each tag key must be unique.");
      }
    }
    return byKey;
  }

  /** Refuses a key that is kept for the system. */
  static void requireUserKey(String key) {
    if (Tags.isReserved(key)) {
      throw refusal("Tag keys that start with 'aws:' are reserved for system use.");
    }
  }

  /** Refuses more tags than a secret can have. */
  static Tags requireFew(Tags tags) {
    if (tags.countedSize() > Tags.MAX) {
      throw refusal("A secret can have at most " + Tags.MAX + " tags.");
    }
    return tags;
  }

  private static boolean isTagText(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isLetterOrDigit(c)
                    || Character.isSpaceChar(c)
                    || PUNCTUATION.indexOf(c) >= 0);
  }

  private static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, text);
  }
}
