package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Set;

/** A request with a member of every kind, for tests of the reader. */
final class Sample {
  static final InputMember<String> ID = InputMember.required("Id", Shape.text(1, 8));
  static final InputMember<String> WORD =
      InputMember.optional(
          "Word",
          new Shape.Text(
              0, 8, new Shape.Pattern("^[a-z]*$", word -> word.matches("[a-z]*")), Set.of()));
  static final InputMember<String> CHOICE =
      InputMember.optional(
          "Choice",
          new Shape.Text(
              0, Shape.UNBOUNDED, Shape.Pattern.ANY, new java.util.TreeSet<>(Set.of("a", "b"))));
  static final InputMember<SensitiveBytes> SECRET =
      InputMember.optional("Secret", new Shape.SecretText(1, 64, Shape.Alphabet.ANY));
  static final InputMember<SensitiveBytes> BLOB =
      InputMember.optional("Blob", new Shape.SecretBlob(1, 64));
  static final InputMember<Long> SMALL =
      InputMember.optional("Small", new Shape.Whole(Shape.Width.INTEGER, 1, 100));
  static final InputMember<Long> LARGE =
      InputMember.optional(
          "Large", new Shape.Whole(Shape.Width.LONG, Long.MIN_VALUE, Long.MAX_VALUE));
  static final InputMember<Boolean> FLAG = InputMember.optional("Flag", new Shape.Flag());
  static final InputMember<List<String>> TEXTS =
      InputMember.optional("Texts", Shape.list(Shape.text(1, 4), 1, 3));
  static final InputMember<String> KEY = InputMember.required("Key", Shape.text(1, 4));
  static final InputMember<String> VALUE = InputMember.optional("Value", Shape.text(0, 4));
  static final InputMember<List<String>> PAIRS =
      InputMember.optional(
          "Pairs",
          Shape.list(
              InputStructure.of(
                  "Pair", in -> in.require(KEY) + "=" + in.get(VALUE, ""), KEY, VALUE)));
  static final InputMember<String> INNER =
      InputMember.optional("Inner", InputStructure.of("Inner", in -> in.get(WORD, "none"), WORD));

  static final InputStructure<InputValues> SHAPE =
      InputStructure.of(
          "SampleRequest",
          in -> in,
          ID,
          WORD,
          CHOICE,
          SECRET,
          BLOB,
          SMALL,
          LARGE,
          FLAG,
          TEXTS,
          PAIRS,
          INNER);

  private Sample() {}

  /** Reads a body; members are to be taken by the constants above. */
  static InputValues read(byte[] body) {
    return ShapeReader.read(SHAPE, body, secret -> {});
  }
}
