package io.strongroom.api.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of the Query protocol, as Smithy's "AWS query protocol" describes them. */
class FormTest {
  private static final InputMember<String> KEY = InputMember.required("Key", Shape.text(1, 5));
  private static final InputStructure<String> TAG =
      InputStructure.of("Tag", in -> in.require(KEY), KEY);
  private static final InputMember<String> NAME = InputMember.required("Name", Shape.text());
  private static final InputMember<Long> COUNT =
      InputMember.optional("Count", new Shape.Whole(Shape.Width.INTEGER, 1, 10));
  private static final InputMember<Boolean> FLAG = InputMember.optional("Flag", new Shape.Flag());
  private static final InputMember<List<String>> TAGS =
      InputMember.optional("Tags", Shape.list(TAG, 0, 3));
  private static final InputMember<List<String>> PLAIN =
      InputMember.optional("Plain", Shape.list(Shape.text()));
  private static final InputMember<SensitiveBytes> TOKEN =
      InputMember.optional("Token", new Shape.SecretText(1, 100, Shape.Alphabet.ANY));

  private record Input(
      String name,
      @Nullable Long count,
      @Nullable Boolean flag,
      @Nullable List<String> tags,
      @Nullable List<String> plain) {}

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "Input",
          in ->
              new Input(in.require(NAME), in.get(COUNT), in.get(FLAG), in.get(TAGS), in.get(PLAIN)),
          NAME,
          COUNT,
          FLAG,
          TAGS,
          PLAIN,
          TOKEN);

  private static Form form(String text) {
    return Form.parse(text.getBytes(UTF_8));
  }

  private static Input read(String text) {
    return FormReader.read(INPUT, form(text), secret -> {});
  }

  private static ServiceException refused(String text) {
    return assertThrows(ServiceException.class, () -> read(text));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Name=a,             a
          Name=a+b,           a b
          Name=a%20b,         a b
          Name=%C3%A4,        ä
          Name=a%3Db%26c,     a=b&c
          Name=a=b,           a=b
          &&Name=a&,          a
          N%61me=a,           a
          Name=a&Other=b,     a
          """)
  void textsAreDecoded(String sent, String name) {
    assertEquals(name, read(sent).name());
  }

  @Test
  void membersOfEveryKindAreRead() {
    assertEquals(
        new Input("n", 7L, true, List.of("a", "b"), List.of("x", "y")),
        read(
            "Plain.member.2=y&Tags.member.1.Key=a&Name=n&Tags.member.2.Key=b&Count=7&Flag=true"
                + "&Plain.member.1=x"));
  }

  @Test
  @DisplayName("items stand in the order of their numbers, not of their names")
  void itemsStandInOrder() {
    StringBuilder sent = new StringBuilder("Name=n");
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      sent.append("&Plain.member.").append(i).append("=").append(i);
      expected.add(Integer.toString(i));
    }
    assertEquals(expected, read(sent.toString()).plain());
  }

  @Test
  void absentMembersAreNullAndAnEmptyListIsSentByItsName() {
    assertEquals(new Input("n", null, null, null, null), read("Name=n"));
    assertEquals(List.of(), read("Name=n&Tags=").tags());
    assertNull(read("Name=n&Tagsx.member.1.Key=a").tags());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name=%",
        "Name=%4",
        "Name=%zz",
        "Name=%ff",
        "Name=a&Name=b",
        "Name=a&Count=x",
        "Name=a&Count=99999999999",
        "Name=a&Flag=maybe",
        "Name=a&Plain.member.x=1",
        "Name=a&Plain.member.-1=1",
      })
  void whatIsMalformedIsRefused(String sent) {
    assertEquals(ErrorCode.SERIALIZATION, refused(sent).code());
  }

  @Test
  void numberAndLengthOfParametersAreBounded() {
    StringBuilder many = new StringBuilder("Name=n");
    for (int i = 1; i < Form.MAX_PARAMETERS; i++) {
      many.append("&p").append(i);
    }
    assertEquals("n", read(many.toString()).name());
    assertEquals(ErrorCode.SERIALIZATION, refused(many + "&more").code());
    assertEquals(
        ErrorCode.SERIALIZATION, refused("Name=n&" + "x".repeat(Form.MAX_NAME_LENGTH + 1)).code());
  }

  @Test
  @DisplayName("broken constraints are told as with JSON, all at once")
  void brokenConstraintsAreTold() {
    ServiceException refused = refused("Count=11&Tags.member.1.Key=toolong");
    assertEquals(ErrorCode.VALIDATION, refused.code());
    assertEquals(
        "3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member"
            + " must not be null; Value '11' at 'count' failed to satisfy constraint: Member must"
            + " have value less than or equal to 10; Value 'toolong' at 'tags.1.member.key' failed"
            + " to satisfy constraint: Member must have length less than or equal to 5",
        refused.getMessage());
  }

  @Test
  void secretsAreNotedToBeOverwritten() {
    List<SensitiveBytes> noted = new ArrayList<>();
    FormReader.read(INPUT, form("Name=n&Token=a%2Bb"), noted::add);
    assertEquals("a+b", noted.getFirst().use(bytes -> new String(bytes, UTF_8)));
  }
}
