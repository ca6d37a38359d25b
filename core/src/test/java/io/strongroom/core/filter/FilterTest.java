package io.strongroom.core.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  /** A secret as filters see it. */
  record Subject(
      String name,
      @Nullable String description,
      Collection<String> tagKeys,
      Collection<String> tagValues,
      @Nullable String primaryRegion,
      @Nullable String owningService)
      implements Filter.Subject {}

  private static final Subject BARE = new Subject("bare", null, List.of(), List.of(), null, null);

  private static Subject described(String description) {
    return new Subject("bare", description, List.of(), List.of(), null, null);
  }

  private static final Subject FULL =
      new Subject(
          "DatabaseSecret",
          "My basic description",
          List.of("Production", "team"),
          List.of("Payments-EU", "blue"),
          "eu-central-1",
          "rds");

  private static Filter filter(String key, String values) {
    List<String> split = Arrays.stream(values.split(",", -1)).map(String::trim).toList();
    return Filter.of(Filter.Key.parse(key).orElseThrow(), split);
  }

  @Test
  void whatIsAskedOfTheWordsOfMatches() {
    assertEquals(List.of("description"), filter("description", "my description").requiredWords());
    assertEquals(List.of("secret", "blu"), filter("all", "secret,blu").requiredWords());
    assertEquals(List.of("key:COMPANY"), filter("tag-key", "COMPANY").requiredWords());
    assertEquals(List.of("value:Payments-E"), filter("tag-value", "Payments-E").requiredWords());
    assertEquals(List.of("region:eu-"), filter("primary-region", "eu-").requiredWords());
    assertEquals(List.of("service:rd"), filter("owning-service", "RD").requiredWords());
    assertEquals(List.of(), filter("description", "+").requiredWords());
    for (String any : List.of("!blue", "")) {
      assertNull(filter("tag-value", any).requiredWords(), any);
    }
    assertNull(filter("name", "a").requiredWords());
  }

  @Test
  void longWordsAreKeptAndSoughtByTheirBeginning() {
    Filter filter = filter("description", "a".repeat(100));
    assertEquals(List.of("a".repeat(SubjectWords.MAX_LENGTH)), filter.requiredWords());
    assertTrue(SubjectWords.of(described("A".repeat(200))).contains("a".repeat(64)));
  }

  /** Source: API reference, Filter; user guide, Find secrets in Secrets Manager. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | Data | true",
        "name | DatabaseSecret | true",
        "name | data | false",
        "name | Secret | false",
        "name | DatabaseSecrets | false",
        "name | x,Data | true",
        "name | x,y | false",
        "tag-key | Prod | true",
        "tag-key | prod | false",
        "tag-key | duction | false",
        "tag-key | team | true",
        "tag-key | blue | false",
        "tag-value | Pay | true",
        "tag-value | pay | false",
        "tag-value | EU | false",
        "tag-value | blue | true",
        "tag-value | team | false",
        "primary-region | eu | true",
        "primary-region | eu-central-1 | true",
        "primary-region | EU | false",
        "primary-region | central | false",
        "owning-service | rds | true",
        "owning-service | RDS | true",
        "owning-service | r | true",
        "owning-service | ds | false",
        "description | My Description | true",
        "description | basic | true",
        "description | DESC | true",
        "description | asic | false",
        "description | My other | false",
        "description | Database | false",
        "all | database | true",
        "all | secret | true",
        "all | basic | true",
        "all | production | true",
        "all | eu | true",
        "all | blue | true",
        "all | payments eu | true",
        "all | rds | false",
        "all | central | false",
        // The words must meet in one attribute (unconfirmed).
        "all | database basic | false",
        "all | team blue | false",
        "all | nothing,blue | true",
      })
  void eachKeyLooksAtItsAttribute(String key, String values, boolean matches) {
    assertEquals(matches, filter(key, values).matches(FULL));
  }

  /** Source: an emulator's tests of negation; the cases marked are unconfirmed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one,!two | one two | true",
        "one,!two | one and two | true",
        "one,!two | one | true",
        "one,!two | unrelated | true",
        "one,!two | two | false",
        "!o | two | true",
        "!o | unrelated | true",
        "!o | one | false",
        "!o | one two | false",
        "!one two | one | true",
        "!one two | one and two | false",
        "!one,!two | one | true",
        "!one,!two | one two | false",
        "!!one | one | false",
        "!+ | one | true",
        "+ | one | false",
        // Unconfirmed.
        "'' | one | true",
        "! | one | false",
        "!,one | one | true",
        "!,one | two | false",
      })
  void aNegatedValueAcceptsWhatTheRestDoesNotMatch(
      String values, String description, boolean matches) {
    assertEquals(matches, filter("description", values).matches(described(description)));
  }

  /** All unconfirmed. */
  @ParameterizedTest
  @CsvSource({
    "description,x,false",
    "description,!x,true",
    "tag-key,x,false",
    "tag-key,!x,true",
    "tag-value,x,false",
    "tag-value,!x,true",
    "primary-region,x,false",
    "primary-region,!x,true",
    "owning-service,x,false",
    "owning-service,!x,true",
    "all,x,false",
    "all,!x,true",
    "all,!bare,false",
    "name,!b,false",
    "name,!x,true",
  })
  void aMissingAttributeMatchesOnlyNegatedValues(String key, String value, boolean matches) {
    assertEquals(matches, filter(key, value).matches(BARE));
  }

  @ParameterizedTest
  @CsvSource({"tag-key,!Prod,false", "tag-key,!prod,true", "tag-value,!blue,false"})
  void aNegatedValueOnTagsMeansThatNoTagMatches(String key, String value, boolean matches) {
    assertEquals(matches, filter(key, value).matches(FULL));
  }

  @ParameterizedTest
  @EnumSource(Filter.Key.class)
  void anEmptyValueMatchesAllAndItsNegationNone(Filter.Key key) {
    for (Subject subject : List.of(BARE, FULL)) {
      assertTrue(Filter.of(key, List.of("")).matches(subject));
      assertEquals(false, Filter.of(key, List.of("!")).matches(subject));
      assertEquals(false, Filter.of(key, List.of()).matches(subject));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | prod/ | prod/",
        "name | a,b,c | a,b,c",
        "name | !a |",
        "name | a,!b |",
        "name | '' |",
        "name | a,'' |",
        "name | ! |",
        "description | a |",
        "tag-key | a |",
        "tag-value | a |",
        "primary-region | a |",
        "owning-service | a |",
        "all | a |",
      })
  void onlyPlainNamesBoundTheIndex(String key, String values, @Nullable String prefixes) {
    List<String> expected = prefixes == null ? List.of() : List.of(prefixes.split(","));
    assertEquals(expected, filter(key, values.replace("''", "")).requiredNamePrefixes());
  }

  @ParameterizedTest
  @EnumSource(Filter.Key.class)
  void keysParseTheirOwnNames(Filter.Key key) {
    assertEquals(Optional.of(key), Filter.Key.parse(key.wireName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "NAME", "tag_key", "tags", "all "})
  void otherKeysAreUnknown(String key) {
    assertEquals(Optional.empty(), Filter.Key.parse(key));
  }

  @Test
  void filtersAreEqualWhenKeyAndValuesAre() {
    Filter filter = filter("name", "a,b");
    assertEquals(filter, filter("name", "a,b"));
    assertEquals(filter.hashCode(), filter("name", "a,b").hashCode());
    assertNotEquals(filter, filter("name", "b,a"));
    assertNotEquals(filter, filter("all", "a,b"));
    assertEquals(List.of("a", "b"), filter.values());
    assertEquals(Filter.Key.NAME, filter.key());
    assertEquals("name[a, b]", filter.toString());
  }
}
