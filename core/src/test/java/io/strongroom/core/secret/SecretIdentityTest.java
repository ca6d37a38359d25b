package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.strongroom.iam.Region;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: API reference, ARN; recorded ARNs. */
class SecretIdentityTest {
  private static SecretIdentity identity(String region, String name, String suffix) {
    return SecretIdentity.of(
        Samples.ACCOUNT,
        new Region(region),
        new SecretName(name),
        new ArnSuffix(suffix),
        new UUID(1, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, arn:aws:secretsmanager:us-east-1:123456789012:secret:a/b-w6GyBA",
    "cn-north-1, arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a/b-w6GyBA",
    "us-gov-west-1, arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b-w6GyBA",
    "us-iso-east-1, arn:aws:secretsmanager:us-iso-east-1:123456789012:secret:a/b-w6GyBA"
  })
  @DisplayName("N7, N8: the ARN names partition, region, account, name and suffix")
  void arnIsDerived(String region, String arn) {
    assertEquals(arn, identity(region, "a/b", "w6GyBA").arn());
  }

  @Test
  @DisplayName("N8: signs that formats give a meaning are kept in the name")
  void nameIsNotEncoded() {
    assertEquals(
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!a+b=c@d.e_/-abcdef",
        identity("us-east-1", "rds!a+b=c@d.e_/", "abcdef").arn());
  }

  @Test
  @DisplayName("N9: a replica's ARN differs in the region only")
  void replicaArnDiffersInRegion() {
    String primary = identity("us-east-1", "db", "w6GyBA").arn();
    String replica = identity("eu-west-1", "db", "w6GyBA").arn();
    assertNotEquals(primary, replica);
    assertEquals(primary, replica.replace("eu-west-1", "us-east-1"));
  }
}
