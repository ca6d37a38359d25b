package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.policy.eval.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tag as requests and answers have it, and what holds for tags of all identities.
 *
 * <p>Source: IAM User Guide, "Tags for IAM resources": keys differ in more than case, and those
 * that begin with {@code aws:} are kept for AWS.
 *
 * @param key 1 to 128 characters
 * @param value up to 256 characters
 */
record Tag(String key, String value) {
  private static final String RESERVED = "aws:";

  private static final InputMember<String> KEY =
      InputMember.required("Key", Shapes.TAG_KEY).shown();
  private static final InputMember<String> VALUE =
      InputMember.required("Value", Shapes.TAG_VALUE).shown();

  static final Shape.ListOf<Tag> LIST_IN =
      Shape.list(
          InputStructure.of("Tag", in -> new Tag(in.require(KEY), in.require(VALUE)), KEY, VALUE),
          0,
          Quotas.TAGS);

  static final Shape.ListOf<Tag> LIST_OUT =
      Shape.list(
          OutputStructure.of(
              "Tag",
              member("Key", Shapes.TAG_KEY, Tag::key),
              member("Value", Shapes.TAG_VALUE, Tag::value)),
          0,
          Quotas.TAGS);

  /** Returns tags as answers have them, or null for none. */
  static @Nullable List<Tag> shown(Map<String, String> tags) {
    return tags.isEmpty() ? null : all(tags);
  }

  /** Returns tags as a list has them. */
  static List<Tag> all(Map<String, String> tags) {
    List<Tag> all = new ArrayList<>();
    tags.forEach((key, value) -> all.add(new Tag(key, value)));
    return all;
  }

  /**
   * Returns the tags of a request by key.
   *
   * @param given null for none
   * @throws ServiceException InvalidInput for a key that comes twice or is kept for the system
   */
  static SequencedMap<String, String> parse(@Nullable List<Tag> given) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    for (Tag tag : given == null ? List.<Tag>of() : given) {
      if (Identifiers.fold(tag.key()).startsWith(RESERVED)) {
        throw new ServiceException(
            ErrorCode.INVALID_INPUT, "Tag keys that begin with aws: are kept for the system.");
      }
      if (!folded.add(Identifiers.fold(tag.key()))) {
        throw new ServiceException(
            ErrorCode.INVALID_INPUT,
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      tags.put(tag.key(), tag.value());
    }
    return tags;
  }

  /**
   * Returns {@code before} with more tags. A key that is there in another case gives way.
   *
   * @throws ServiceException LimitExceeded if there are more than {@value Quotas#TAGS} then
   */
  static SequencedMap<String, String> adding(
      Map<String, String> before, Map<String, String> added) {
    SequencedMap<String, String> after = without(before, added.keySet());
    after.putAll(added);
    if (after.size() > Quotas.TAGS) {
      throw Refusals.quota("TagsPerResource", Quotas.TAGS);
    }
    return after;
  }

  /** Returns {@code before} without those keys, in any case. */
  static SequencedMap<String, String> without(Map<String, String> before, Set<String> keys) {
    Set<String> folded = new HashSet<>();
    keys.forEach(key -> folded.add(Identifiers.fold(key)));
    SequencedMap<String, String> after = new LinkedHashMap<>(before);
    after.keySet().removeIf(key -> folded.contains(Identifiers.fold(key)));
    return after;
  }

  /** Returns the action that tags on creation need, if there are any. */
  static List<Action> onCreation(Action tagging, Map<String, String> tags) {
    return tags.isEmpty() ? List.of() : List.of(tagging);
  }

  /** Adds what policies can ask about the tags of a request. */
  static Permission asked(Permission permission, Map<String, String> tags) {
    return tags.isEmpty()
        ? permission
        : permission
            .withEach("aws:RequestTag/", tags)
            .with("aws:TagKeys", List.copyOf(tags.keySet()));
  }
}
