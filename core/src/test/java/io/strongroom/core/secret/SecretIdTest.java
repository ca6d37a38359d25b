package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: API reference, SecretId; user guide, "Find a secret by ARN". */
class SecretIdTest {
  private static final String PREFIX = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

  private static final String TEXT =
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
          + " following: -/_+=.@!";

  @ParameterizedTest
  @ValueSource(strings = {"db", "/a/b", "arn", "arnold", "ARN.aws", "Name-abcdef", "secret-w6GyBA"})
  @DisplayName("N4, N13: what does not begin with arn: is a name, also with six characters behind")
  void nameIsAName(String text) {
    SecretId.ByName id = assertInstanceOf(SecretId.ByName.class, SecretId.parse(text));
    assertEquals(text, id.name().text());
    assertEquals(text, id.text());
  }

  @ParameterizedTest
  @CsvSource({
    "app/gitter/prod/secret-w6GyBA, app/gitter/prod/secret, w6GyBA",
    "/x-2jm5Pa, /x, 2jm5Pa",
    "MySecret-abcdef-nutBrk, MySecret-abcdef, nutBrk",
    "rds!db-0123-tAqueX, rds!db-0123, tAqueX",
    "--abcdef, -, abcdef",
    "a-000000, a, 000000"
  })
  @DisplayName("N7, N8: name and suffix of a full ARN, the name as it is")
  void fullArnIsTakenApart(String resource, String name, String suffix) {
    SecretId.ByArn arn = assertInstanceOf(SecretId.ByArn.class, SecretId.parse(PREFIX + resource));
    assertEquals("aws", arn.partition());
    assertEquals(new AccountId("123456789012"), arn.account());
    assertEquals(new Region("us-east-1"), arn.region());
    assertEquals(name, arn.name().text());
    assertEquals(suffix, arn.suffix().text());
    assertEquals(PREFIX + resource, arn.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"db", "db-abcde", "db-abcdefg", "db-abc_ef", "db_abcdef", "-abcdef", "a/b", "db-"})
  @DisplayName("N11: without hyphen and six letters or digits at the end an ARN is a partial one")
  void partialArnKeepsTheWholeName(String resource) {
    SecretId.ByPartialArn arn =
        assertInstanceOf(SecretId.ByPartialArn.class, SecretId.parse(PREFIX + resource));
    assertEquals(resource, arn.name().text());
    assertEquals(new Region("us-east-1"), arn.region());
    assertEquals(PREFIX + resource, arn.text());
  }

  @Test
  @DisplayName("N11: the partial ARN of a name that ends like a suffix is read as a full ARN")
  void ambiguousArnIsFull() {
    SecretId.ByArn arn =
        assertInstanceOf(SecretId.ByArn.class, SecretId.parse(PREFIX + "MySecret-abcdef"));
    assertEquals("MySecret", arn.name().text());
    assertEquals("abcdef", arn.suffix().text());
  }

  @ParameterizedTest
  @CsvSource({"aws-cn,cn-north-1", "aws-us-gov,us-gov-west-1", "aws,ap-southeast-2"})
  @DisplayName("N7: every partition, and N16: every region is read")
  void otherPartitionsAndRegionsAreRead(String partition, String region) {
    String text = "arn:%s:secretsmanager:%s:123456789012:secret:a".formatted(partition, region);
    SecretId.ByPartialArn arn = assertInstanceOf(SecretId.ByPartialArn.class, SecretId.parse(text));
    assertEquals(partition, arn.partition());
    assertEquals(region, arn.region().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:",
        "arn:aws:s3:::x",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:",
        "arn:aws:secretsmanager:us-east-1:123456789012:secrets:a",
        "arn:aws:secretsmanager:us-east-1:123456789012:Secret:a",
        "arn:aws:secretsmanager:us-east-1:12345678901:secret:a",
        "arn:aws:secretsmanager:us-east-1:1234567890ab:secret:a",
        "arn:aws:secretsmanager::123456789012:secret:a",
        "arn:aws:secretsmanager:US-EAST-1:123456789012:secret:a",
        "arn:aws:secretsmanager:us_east_1:123456789012:secret:a",
        "arn:aws:ssm:us-east-1:123456789012:secret:a",
        "arn::secretsmanager:us-east-1:123456789012:secret:a",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a:b",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a b-abcdef",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a#-abcdef",
        "ARN:aws:secretsmanager:us-east-1:123456789012:secret:a",
        "https://example.com/secret",
        "two words",
        ""
      })
  @DisplayName("N3, N17: ARNs of other things, broken ARNs and other texts have the name's error")
  void everythingElseIsRefusedLikeAName(String text) {
    ServiceException refusal = assertThrows(ServiceException.class, () -> SecretId.parse(text));
    assertEquals(ErrorCode.VALIDATION, refusal.code());
    assertEquals(TEXT, refusal.getMessage());
  }

  @Test
  @DisplayName("N1: the name inside an ARN has at most 512 characters too")
  void nameInArnIsBounded() {
    String longest = "n".repeat(512);
    assertEquals(longest, SecretId.parse(PREFIX + longest).name().text());
    assertEquals(longest, SecretId.parse(PREFIX + longest + "-abcdef").name().text());
    assertThrows(ServiceException.class, () -> SecretId.parse(PREFIX + longest + "n"));
    assertThrows(ServiceException.class, () -> SecretId.parse(PREFIX + longest + "n-abcdef"));
  }

  @Property
  void arnOfAnySecretIsItsFullForm(@ForAll("identities") SecretIdentity identity) {
    SecretId.ByArn arn = assertInstanceOf(SecretId.ByArn.class, SecretId.parse(identity.arn()));
    assertEquals(identity.name(), arn.name());
    assertEquals(identity.suffix(), arn.suffix());
    assertEquals(identity.account(), arn.account());
    assertEquals(identity.region(), arn.region());
    assertEquals(SecretIdentity.partitionOf(identity.region()), arn.partition());
    assertEquals(identity.arn(), arn.text());
  }

  @Property
  void textsComeBackOrAreRefusedAsNames(@ForAll("nearlyIds") String text) {
    SecretId id;
    try {
      id = SecretId.parse(text);
    } catch (ServiceException e) {
      assertEquals(ErrorCode.VALIDATION, e.code());
      return;
    }
    assertEquals(text, id.text());
  }

  @Provide
  Arbitrary<SecretIdentity> identities() {
    return Combinators.combine(
            names(), Arbitraries.strings().alpha().numeric().ofLength(6), regions())
        .as(
            (name, suffix, region) ->
                SecretIdentity.of(
                    Samples.ACCOUNT,
                    new Region(region),
                    new SecretName(name),
                    new ArnSuffix(suffix),
                    new java.util.UUID(0, 0)));
  }

  @Provide
  Arbitrary<String> nearlyIds() {
    Arbitrary<String> part =
        Arbitraries.of(
            "arn", "aws", "secretsmanager", "us-east-1", "123456789012", "secret", "db-abcdef", "");
    return Arbitraries.oneOf(
        part.list().ofMaxSize(9).map(parts -> String.join(":", parts)),
        Arbitraries.strings().ofMaxLength(20),
        names(),
        names().map(name -> PREFIX + name));
  }

  private static Arbitrary<String> regions() {
    return Arbitraries.of("us-east-1", "cn-north-1", "us-gov-east-1", "eu-central-2");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().alpha().numeric().withChars("/_+=.@!-").ofMinLength(1);
  }
}
