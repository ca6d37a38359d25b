package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.password.PasswordGenerator;
import io.strongroom.core.password.PasswordRules;
import io.strongroom.keys.SensitiveBytes;

/** {@code GetRandomPassword}: a password by rules; no secret is involved. */
final class GetRandomPassword implements AccountOperation<PasswordRules, GetRandomPassword.Output> {

  /** The password. */
  public record Output(SensitiveBytes randomPassword) {}

  private static final InputMember<Long> LENGTH =
      InputMember.optional(
              "PasswordLength",
              new Shape.Whole(Shape.Width.LONG, PasswordRules.MIN_LENGTH, PasswordRules.MAX_LENGTH))
          .shown();
  private static final InputMember<String> EXCLUDE_CHARACTERS =
      InputMember.optional("ExcludeCharacters", Shape.text(0, 4_096));
  private static final InputMember<Boolean> EXCLUDE_NUMBERS =
      InputMember.optional("ExcludeNumbers", Shapes.FLAG).shown();
  private static final InputMember<Boolean> EXCLUDE_PUNCTUATION =
      InputMember.optional("ExcludePunctuation", Shapes.FLAG).shown();
  private static final InputMember<Boolean> EXCLUDE_UPPERCASE =
      InputMember.optional("ExcludeUppercase", Shapes.FLAG).shown();
  private static final InputMember<Boolean> EXCLUDE_LOWERCASE =
      InputMember.optional("ExcludeLowercase", Shapes.FLAG).shown();
  private static final InputMember<Boolean> INCLUDE_SPACE =
      InputMember.optional("IncludeSpace", Shapes.FLAG).shown();
  private static final InputMember<Boolean> REQUIRE_EACH =
      InputMember.optional("RequireEachIncludedType", Shapes.FLAG).shown();

  private static final InputStructure<PasswordRules> INPUT =
      InputStructure.of(
          "GetRandomPasswordRequest",
          in ->
              new PasswordRules(
                  in.get(LENGTH, (long) PasswordRules.DEFAULT_LENGTH).intValue(),
                  in.get(EXCLUDE_CHARACTERS, ""),
                  in.get(EXCLUDE_NUMBERS, false),
                  in.get(EXCLUDE_PUNCTUATION, false),
                  in.get(EXCLUDE_UPPERCASE, false),
                  in.get(EXCLUDE_LOWERCASE, false),
                  in.get(INCLUDE_SPACE, false),
                  in.get(REQUIRE_EACH, true)),
          LENGTH,
          EXCLUDE_CHARACTERS,
          EXCLUDE_NUMBERS,
          EXCLUDE_PUNCTUATION,
          EXCLUDE_UPPERCASE,
          EXCLUDE_LOWERCASE,
          INCLUDE_SPACE,
          REQUIRE_EACH);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GetRandomPasswordResponse",
          member(
              "RandomPassword",
              new Shape.SecretText(0, PasswordRules.MAX_LENGTH, Shape.Alphabet.ANY),
              Output::randomPassword));

  private static final Contract<PasswordRules, Output> CONTRACT =
      Contract.of(
          "GetRandomPassword",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  private final PasswordGenerator generator;

  /** Draws passwords from {@code generator}. */
  public GetRandomPassword(PasswordGenerator generator) {
    this.generator = generator;
  }

  @Override
  public Contract<PasswordRules, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Output answer(PasswordRules in, Call call) {
    SensitiveBytes password = generator.generate(in);
    call.closing(password);
    return new Output(password);
  }
}
