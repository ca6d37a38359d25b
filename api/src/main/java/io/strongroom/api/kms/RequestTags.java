package io.strongroom.api.kms;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The tags of a request, held to the rules that the model does not state. The texts of these
 * refusals are not recorded anywhere.
 */
final class RequestTags {

  /** The condition key that holds the keys of a request's tags. */
  static final String TAG_KEYS = "aws:TagKeys";

  /** A tag as a request gave it. */
  record Given(String key, String value) {}

  private RequestTags() {}

  /**
   * Returns the tags by key.
   *
   * @throws ServiceException TagException
   */
  static SequencedMap<String, String> parse(List<Given> tags) {
    SequencedMap<String, String> byKey = new LinkedHashMap<>();
    for (Given tag : tags) {
      requireUserKey(tag.key());
      if (byKey.putIfAbsent(tag.key(), tag.value()) != null) {
        throw refusal("Duplicate tag keys");
      }
    }
    return byKey;
  }

  /** Refuses a key that is kept for the system. */
  static void requireUserKey(String key) {
    if (Tags.isReserved(key)) {
      throw refusal("Tag keys that begin with aws: are reserved for system use");
    }
  }

  /**
   * Refuses more tags than a key can have.
   *
   * @throws ServiceException LimitExceededException
   */
  static Tags requireFew(Tags tags) {
    if (tags.countedSize() > Tags.MAX) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED, "A key can have at most " + Tags.MAX + " tags");
    }
    return tags;
  }

  /** Returns the condition keys of tags that a request gives to a key. */
  static Map<String, List<String>> conditions(SequencedMap<String, String> tags) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    if (!tags.isEmpty()) {
      conditions.put(TAG_KEYS, List.copyOf(tags.keySet()));
      tags.forEach((key, value) -> conditions.put("aws:RequestTag/" + key, List.of(value)));
    }
    return conditions;
  }

  private static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.KEY_TAG, text);
  }
}
