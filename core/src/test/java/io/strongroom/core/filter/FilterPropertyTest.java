package io.strongroom.core.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any filters and secrets, against the rules as one would write them down first. */
class FilterPropertyTest {

  /** A word: capitals before another capitalised word, a capitalised word, capitals, or digits. */
  private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+");

  private static List<String> naiveWords(String text) {
    return WORD.matcher(text).results().map(result -> result.group()).toList();
  }

  private static boolean naiveMeets(String value, @Nullable String text) {
    if (text == null) {
      return false;
    }
    List<String> sought = naiveWords(value);
    List<String> words = naiveWords(text);
    return !sought.isEmpty()
        && sought.stream()
            .allMatch(
                one ->
                    words.stream()
                        .anyMatch(word -> word.regionMatches(true, 0, one, 0, one.length())));
  }

  private static boolean naiveMatch(
      Filter.Key key, List<String> values, FilterTest.Subject subject) {
    return values.stream()
        .anyMatch(
            value ->
                value.startsWith("!")
                    ? !naiveValue(key, value.substring(1), subject)
                    : naiveValue(key, value, subject));
  }

  private static boolean naiveValue(Filter.Key key, String value, FilterTest.Subject subject) {
    Predicate<String> begins = text -> text.startsWith(value);
    boolean met =
        switch (key) {
          case NAME -> begins.test(subject.name());
          case TAG_KEY -> subject.tagKeys().stream().anyMatch(begins);
          case TAG_VALUE -> subject.tagValues().stream().anyMatch(begins);
          case PRIMARY_REGION -> begins.test(orNothing(subject.primaryRegion()));
          case OWNING_SERVICE ->
              orNothing(subject.owningService()).regionMatches(true, 0, value, 0, value.length());
          case DESCRIPTION -> naiveMeets(value, subject.description());
          case ALL -> {
            List<String> attributes = new ArrayList<>(subject.tagKeys());
            attributes.addAll(subject.tagValues());
            attributes.add(subject.name());
            attributes.add(orNothing(subject.description()));
            yield attributes.stream().anyMatch(text -> naiveMeets(value, text));
          }
        };
    return value.isEmpty() || met;
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Property
  void wordsAreThoseOfTheNaiveSplit(@ForAll("texts") String text) {
    assertEquals(naiveWords(text), Words.split(text));
  }

  @Property
  void wordsMeetAsInTheNaiveMatch(@ForAll("texts") String value, @ForAll("texts") String text) {
    assertEquals(naiveMeets(value, text), Words.of(value).allBeginWordsOf(text));
  }

  @Property
  void filtersMatchAsInTheNaiveMatch(
      @ForAll Filter.Key key,
      @ForAll("values") List<String> values,
      @ForAll("subjects") FilterTest.Subject subject) {
    assertEquals(naiveMatch(key, values, subject), Filter.of(key, values).matches(subject));
  }

  @Property
  void namesOfMatchesHaveARequiredPrefix(
      @ForAll("values") List<String> values, @ForAll("subjects") FilterTest.Subject subject) {
    Filter filter = Filter.of(Filter.Key.NAME, values);
    List<String> prefixes = filter.requiredNamePrefixes();
    if (!prefixes.isEmpty()) {
      assertEquals(prefixes.stream().anyMatch(subject.name()::startsWith), filter.matches(subject));
    }
  }

  @Property
  void matchesHaveARequiredWord(
      @ForAll Filter.Key key,
      @ForAll("values") List<String> values,
      @ForAll("subjects") FilterTest.Subject subject) {
    Filter filter = Filter.of(key, values);
    List<String> required = filter.requiredWords();
    if (required != null && filter.matches(subject)) {
      assertTrue(
          SubjectWords.hold(subject, List.of(required)),
          () -> required + " is not in " + SubjectWords.of(subject));
    }
  }

  @Property
  void whatBeginsWithAPrefixHasTheWordThatItBegins(
      @ForAll("texts") String prefix, @ForAll("texts") String rest) {
    Filter filter = Filter.of(Filter.Key.TAG_VALUE, List.of(prefix));
    FilterTest.Subject subject =
        new FilterTest.Subject("x", null, List.of(), List.of(prefix + rest), null, null);
    List<String> required = filter.requiredWords();
    if (required != null) {
      assertTrue(SubjectWords.hold(subject, List.of(required)), required::toString);
    }
  }

  @Property
  void wordsOfAnyTextAreItsLettersAndDigitsInOrder(@ForAll String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    List<String> words = Words.split(text);
    assertEquals(kept.toString(), String.join("", words));
    assertTrue(words.stream().noneMatch(String::isEmpty));
  }

  @Property
  void anyTextMeetsItselfUnlessItHasNoWords(@ForAll String text) {
    assertEquals(!Words.split(text).isEmpty(), Words.of(text).allBeginWordsOf(text));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("abAB1/ ").ofMaxLength(12),
        Arbitraries.strings().withChars("aA1 -").ofMaxLength(5),
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60));
  }

  @Provide
  Arbitrary<List<String>> values() {
    Arbitrary<String> value = texts();
    return Arbitraries.oneOf(value, value.map(text -> "!" + text)).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<FilterTest.Subject> subjects() {
    Arbitrary<String> text = texts();
    Arbitrary<@Nullable String> absent = text.injectNull(0.3);
    Arbitrary<List<String>> tags = text.list().ofMaxSize(3);
    return Combinators.combine(text, absent, tags, tags, absent, absent)
        .as(FilterTest.Subject::new);
  }
}
