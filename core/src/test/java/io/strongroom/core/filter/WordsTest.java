package io.strongroom.core.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  /**
   * Source of the first block: public tests run against the service; then the user guide; then
   * ours.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SecretOne | Secret One",
        "SecretTwo | Secret Two",
        "SecretFTag | Secret F Tag",
        "SecretFValue | Secret F Value",
        "DescTwo | Desc Two",
        "Thirdsecret | Thirdsecret",
        "prod/AppBeta/x | prod App Beta x",
        "prod_AppBeta_x | prod App Beta x",
        "prod+AppBeta+x | prod App Beta x",
        "prod=AppBeta=x | prod App Beta x",
        "prod.AppBeta.x | prod App Beta x",
        "prod@AppBeta@x | prod App Beta x",
        "prod-AppBeta-x | prod App Beta x",
        "prod-AppBeta/x | prod App Beta x",
        "COMPANY | COMPANY",
        "COMPANYthings | COMPAN Ythings",
        "uat/COMPANY/x | uat COMPANY x",
        "uat/COMPANYthings/x | uat COMPAN Ythings x",
        "one and two | one and two",
        "test | test",
        "my test | my test",
        "Mytest | Mytest",
        "MyTest | My Test",
        "MyTestPhrase | My Test Phrase",
        "myTest | my Test",
        "my/test | my test",
        "+ | ''",
        // User guide, Find secrets in Secrets Manager.
        "credsDatabase#892 | creds Database 892",
        "My basic description | My basic description",
        // Letters and digits.
        "abc123 | abc 123",
        "123abc | 123 abc",
        "ABC123 | ABC 123",
        "a1b2 | a 1 b 2",
        "v2 | v 2",
        "2024-11-25 | 2024 11 25",
        "rds!db-1a2b | rds db 1 a 2 b",
        // Case.
        "aB | a B",
        "Ab | Ab",
        "AB | AB",
        "ABc | A Bc",
        "aBC | a BC",
        "ABcD | A Bc D",
        "HTTPServer | HTTP Server",
        "parseJSONText | parse JSON Text",
        "prodDB | prod DB",
        "A | A",
        // Separators.
        "'' | ''",
        "' ' | ''",
        "'  a   b  ' | a b",
        "/a//b/ | a b",
        "-_+=.@#/ | ''",
        "a:b!c,d;e(f)g | a b c d e f g",
        // Beyond ASCII, which only attributes can hold.
        "ÄpfelÜber | Äpfel Über",
        "straßeNord | straße Nord",
        "日本secret | 日本 secret",
        "secret日本 | secret 日本",
        "٣٤abc | ٣٤ abc",
        "key🔑word | key word",
        "aⒶbⅫc | a b c",
        "𐐀𐐨𐐀𐐨 | 𐐀𐐨 𐐀𐐨",
      })
  void textFallsIntoWords(String text, String words) {
    List<String> expected = words.isEmpty() ? List.of() : List.of(words.split(" "));
    assertEquals(expected, Words.split(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Source: public tests run against the service.
        "one two | one two | true",
        "one two | one and two | true",
        "one two | one | false",
        "one two | two | false",
        "o t | one two | true",
        "o t | one and two | true",
        "o t | one | false",
        "t | two | true",
        "t | one | false",
        "t | one and two | true",
        "SecretOne | SecretOne1a2b3c | true",
        "SecretOne | SecretTwo1a2b3c | false",
        "Secret | SecretFTag | true",
        "secret | SecretFTag | true",
        "ret | SecretOne | false",
        "sec | SecretOne | true",
        "SomeSecret | SecretOne | false",
        "d | DescTwo | true",
        "d t | DescTwo | true",
        "t | SecretFTag | true",
        "t | Thirdsecret | true",
        "secret | Thirdsecret | false",
        "sec | Thirdsecret | false",
        "AppBeta | prod/AppBeta/x | true",
        "AppBeta | prod-AppBeta-x | true",
        "Beta | prod=AppBeta=x | true",
        "company | uat/COMPANY/x | true",
        "company | uat/COMPANYthings/x | false",
        "Ythings | uat/COMPANYthings/x | true",
        "things | uat/COMPANYthings/x | false",
        "N | uat/COMPANYthings/x | false",
        "pany | uat/COMPANYthings/x | false",
        "+ | prod+AppBeta+x | false",
        // User guide, Find secrets in Secrets Manager: Description.
        "My Description | My Description | true",
        "My Description | my description | true",
        "My Description | My basic description | true",
        "My Description | Description of my secret | true",
        "My Description | Description of secret | false",
        "credsDatabase#892 | database 892 and creds | true",
        "conducts | Conducts a rotation for a database | true",
        // Order, repeats, prefixes of each other.
        "two one | one two | true",
        "one one | one | true",
        "o on one | one | true",
        "one o on | o on | false",
        "a ab abc abd | abcd abde | true",
        "a ab abc abd | abc ab a | false",
        "aa b | ab bb aab | true",
        "aa b | ab ba a | false",
        "ONE | one | true",
        "one | ONE | true",
        "ones | one | false",
        "one | oNE | false",
        "o | oNE | true",
        "ne | oNE | true",
        "1 | v1 | true",
        "v12 | v123 | true",
        "v12 | v1 | false",
        "one | '' | false",
        "one | '   ' | false",
        "'' | one | false",
      })
  void allSoughtWordsBeginWordsOfTheText(String value, String text, boolean meets) {
    assertEquals(meets, Words.of(value).allBeginWordsOf(text));
  }

  @Test
  void lettersWithSeveralLowerFormsAreOneLetter() {
    assertTrue(Words.of("ΟΔΟΣ").allBeginWordsOf("οδος"));
    assertTrue(Words.of("kelvin").allBeginWordsOf("\u212Aelvin"));
  }

  @Test
  void theLongestValueIsSearchedInTheLongestText() {
    String value = "a b ".repeat(128);
    String text = "x ".repeat(32_000);
    assertFalse(Words.of(value).allBeginWordsOf(text));
    assertTrue(Words.of(value).allBeginWordsOf(text + "bc ad"));
  }

  @Test
  void whatBeginsALongerSoughtWordIsNotSoughtTwice() {
    assertEquals("[abc, abd, b]", Words.of("a ab B abd abc b A").toString());
  }
}
