package io.strongroom.core.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One filter of ListSecrets or BatchGetSecretValue: a secret passes if any of the values accepts
 * it. Several filters are combined by their owner: all must match.
 *
 * <p>A value that starts with {@code !} accepts the secrets that the rest of it does not match.
 * Values are OR-ed whether negated or not. What a value matches depends on the {@link Key}.
 *
 * <p>These are not confirmed by any public record of the service:
 *
 * <ul>
 *   <li>a negated value accepts secrets that lack the attribute;
 *   <li>a negated value on tags means that no tag matches;
 *   <li>an empty value matches every secret, so {@code !} alone matches none;
 *   <li>{@code owning-service} ignores case, as the user guide has it (the API reference
 *       disagrees);
 *   <li>{@code all} looks for all words of a value in one and the same attribute.
 * </ul>
 *
 * <p>Source: API reference, Filter; user guide, Find secrets in Secrets Manager; public tests run
 * against the service, which found that {@code description} matches words and not a prefix.
 */
public final class Filter {
  private static final String NEGATION = "!";

  private final Key key;
  private final List<String> values;
  private final Term[] terms;

  private Filter(Key key, List<String> values) {
    this.key = key;
    this.values = values;
    this.terms = values.stream().map(Term::of).toArray(Term[]::new);
  }

  /**
   * Prepares a filter. The bounds of the service model (1 to 10 values of 512 characters) are
   * checked before; a filter without values matches nothing.
   */
  public static Filter of(Key key, List<String> values) {
    return new Filter(key, List.copyOf(values));
  }

  /** Returns the attribute that the filter looks at. */
  public Key key() {
    return key;
  }

  /** Returns the values as the caller gave them, negations included. */
  public List<String> values() {
    return values;
  }

  /** Tells whether {@code subject} passes this filter. */
  public boolean matches(Subject subject) {
    for (Term term : terms) {
      if (isMetBy(subject, term) != term.negated()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns prefixes of which every match's name has one, so that a store may look in its index
   * alone; empty if the names of matches are not bounded so.
   */
  public List<String> requiredNamePrefixes() {
    boolean unbounded =
        key != Key.NAME
            || Arrays.stream(terms).anyMatch(term -> term.negated() || term.text().isEmpty());
    return unbounded ? List.of() : values;
  }

  /**
   * Returns beginnings of which every match has a word in its {@linkplain SubjectWords#of index}
   * that begins with one of them; none at all if nothing can match. Null if matches are not bounded
   * so.
   */
  public @Nullable List<String> requiredWords() {
    List<String> required = new ArrayList<>(terms.length);
    for (Term term : terms) {
      if (term.negated() || term.text().isEmpty()) {
        return null;
      }
      boolean byWords = key == Key.DESCRIPTION || key == Key.ALL;
      String word = byWords ? term.words().longest() : beginning(term.text());
      if (word != null) {
        required.add(SubjectWords.cut(word));
      } else if (!byWords) {
        return null;
      }
    }
    return required;
  }

  private @Nullable String beginning(String prefix) {
    return switch (key) {
      case TAG_KEY -> SubjectWords.TAG_KEY + prefix;
      case TAG_VALUE -> SubjectWords.TAG_VALUE + prefix;
      case PRIMARY_REGION -> SubjectWords.REGION + prefix;
      case OWNING_SERVICE -> SubjectWords.SERVICE + Words.folded(prefix);
      case NAME, DESCRIPTION, ALL -> null;
    };
  }

  private boolean isMetBy(Subject subject, Term term) {
    if (term.text().isEmpty()) {
      return true;
    }
    return switch (key) {
      case NAME -> subject.name().startsWith(term.text());
      case TAG_KEY -> anyStartsWith(subject.tagKeys(), term.text());
      case TAG_VALUE -> anyStartsWith(subject.tagValues(), term.text());
      case PRIMARY_REGION -> startsWith(subject.primaryRegion(), term.text());
      case OWNING_SERVICE -> startsWithAnyCase(subject.owningService(), term.text());
      case DESCRIPTION -> holdsWords(subject.description(), term.words());
      case ALL ->
          term.words().allBeginWordsOf(subject.name())
              || holdsWords(subject.description(), term.words())
              || anyHoldsWords(subject.tagKeys(), term.words())
              || anyHoldsWords(subject.tagValues(), term.words());
    };
  }

  private static boolean startsWith(@Nullable String attribute, String prefix) {
    return attribute != null && attribute.startsWith(prefix);
  }

  private static boolean startsWithAnyCase(@Nullable String attribute, String prefix) {
    return attribute != null && attribute.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static boolean holdsWords(@Nullable String attribute, Words words) {
    return attribute != null && words.allBeginWordsOf(attribute);
  }

  private static boolean anyStartsWith(Collection<String> attributes, String prefix) {
    for (String attribute : attributes) {
      if (attribute.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyHoldsWords(Collection<String> attributes, Words words) {
    for (String attribute : attributes) {
      if (words.allBeginWordsOf(attribute)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Filter that && key == that.key && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + values.hashCode();
  }

  /** Returns key and values, for people. */
  @Override
  public String toString() {
    return key.wireName() + values;
  }

  private record Term(boolean negated, String text, Words words) {
    static Term of(String value) {
      boolean negated = value.startsWith(NEGATION);
      String text = negated ? value.substring(NEGATION.length()) : value;
      return new Term(negated, text, Words.of(text));
    }
  }

  /** The attribute that a filter looks at. */
  public enum Key {
    /** Words of the description, whatever their case. */
    DESCRIPTION("description"),
    /** The beginning of the name, case-sensitive. */
    NAME("name"),
    /** The beginning of any tag's key, case-sensitive. */
    TAG_KEY("tag-key"),
    /** The beginning of any tag's value, case-sensitive. */
    TAG_VALUE("tag-value"),
    /** The beginning of the primary region's name, case-sensitive. */
    PRIMARY_REGION("primary-region"),
    /** The beginning of the owning service's id, whatever the case. */
    OWNING_SERVICE("owning-service"),
    /** Words of the name, the description, a tag's key or a tag's value, whatever their case. */
    ALL("all");

    private final String wireName;

    Key(String wireName) {
      this.wireName = wireName;
    }

    /** Returns the value of {@code Key} on the wire. */
    public String wireName() {
      return wireName;
    }

    /** Returns the key with this exact name on the wire, if there is one. */
    public static Optional<Key> parse(String wireName) {
      return Arrays.stream(values()).filter(key -> key.wireName.equals(wireName)).findFirst();
    }
  }

  /** What filters may look at in a secret. */
  public interface Subject {

    /** Returns the name. */
    String name();

    /** Returns the description, or null if there is none. */
    @Nullable String description();

    /** Returns the keys of all tags. */
    Collection<String> tagKeys();

    /** Returns the values of all tags. */
    Collection<String> tagValues();

    /** Returns the primary's region if the secret is or was replicated, else null. */
    @Nullable String primaryRegion();

    /** Returns the id of the service that manages the secret, or null if none does. */
    @Nullable String owningService();
  }
}
