package io.strongroom.core.filter;

import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words under which a store can find a secret again: those of its name, its description and its
 * tags, folded, and marks of its tags, its primary region and its owning service as they are. What
 * a filter asks of them is {@link Filter#requiredWords}.
 */
public final class SubjectWords {

  /** The longest word that is kept, in characters; of longer ones this much. */
  public static final int MAX_LENGTH = 64;

  /** Before the key of a tag. No word has a colon. */
  static final String TAG_KEY = "key:";

  /** Before the value of a tag. */
  static final String TAG_VALUE = "value:";

  /** Before the primary region. */
  static final String REGION = "region:";

  /** Before the owning service. */
  static final String SERVICE = "service:";

  private SubjectWords() {}

  /** Returns the words of a secret, each once, in the order of their characters. */
  public static SequencedSet<String> of(Filter.Subject subject) {
    SequencedSet<String> words = new TreeSet<>();
    add(words, subject.name());
    add(words, subject.description());
    addAll(words, subject.tagKeys());
    addAll(words, subject.tagValues());
    subject.tagKeys().forEach(key -> words.add(cut(TAG_KEY + key)));
    subject.tagValues().forEach(value -> words.add(cut(TAG_VALUE + value)));
    if (subject.primaryRegion() != null) {
      words.add(cut(REGION + subject.primaryRegion()));
    }
    if (subject.owningService() != null) {
      words.add(cut(SERVICE + Words.folded(subject.owningService())));
    }
    return words;
  }

  /** Tells whether, of each list, some word of {@code subject} begins with one in it. */
  public static boolean hold(Filter.Subject subject, List<List<String>> required) {
    if (required.isEmpty()) {
      return true;
    }
    SequencedSet<String> words = of(subject);
    return required.stream()
        .allMatch(
            beginnings ->
                beginnings.stream()
                    .anyMatch(one -> words.stream().anyMatch(word -> word.startsWith(one))));
  }

  private static void addAll(SequencedSet<String> words, Collection<String> attributes) {
    attributes.forEach(attribute -> add(words, attribute));
  }

  private static void add(SequencedSet<String> words, @Nullable String attribute) {
    if (attribute != null) {
      Words.split(attribute).forEach(word -> words.add(cut(Words.folded(word))));
    }
  }

  /** Cuts a word, or the beginning of one, to what is kept, between characters. */
  static String cut(String word) {
    if (word.length() <= MAX_LENGTH) {
      return word;
    }
    boolean pair = Character.isHighSurrogate(word.charAt(MAX_LENGTH - 1));
    return word.substring(0, pair ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
