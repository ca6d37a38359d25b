package io.strongroom.api.lambda;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of tags that the model does not state. Source: Lambda developer guide, "Using tags on
 * Lambda functions"; the texts are not recorded anywhere.
 */
final class TagRules {
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private TagRules() {}

  /**
   * Returns tags that a request gives, held to the rules.
   *
   * @throws ServiceException InvalidParameterValueException
   */
  static Map<String, String> require(Map<String, String> tags) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().isEmpty() || tag.getKey().length() > MAX_KEY) {
        throw Refusals.invalid("A tag key has 1 to " + MAX_KEY + " characters.");
      }
      if (tag.getValue().length() > MAX_VALUE) {
        throw Refusals.invalid("A tag value has at most " + MAX_VALUE + " characters.");
      }
      if (Tags.isReserved(tag.getKey())) {
        throw Refusals.invalid("Tag keys that begin with aws: are reserved for system use.");
      }
    }
    return tags;
  }

  /**
   * Refuses more tags than a function can have.
   *
   * @throws ServiceException InvalidParameterValueException
   */
  static Tags requireFew(Tags tags) {
    if (tags.countedSize() > Tags.MAX) {
      throw Refusals.invalid("A function can have at most " + Tags.MAX + " tags.");
    }
    return tags;
  }

  /** Returns the condition keys of tags that a request gives to a function. */
  static Map<String, List<String>> conditions(Map<String, String> tags) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    if (!tags.isEmpty()) {
      conditions.put("aws:TagKeys", List.copyOf(tags.keySet()));
      tags.forEach((key, value) -> conditions.put("aws:RequestTag/" + key, List.of(value)));
    }
    return conditions;
  }
}
