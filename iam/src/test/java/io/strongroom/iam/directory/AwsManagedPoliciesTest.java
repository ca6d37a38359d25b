package io.strongroom.iam.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policies that exist in every account. */
class AwsManagedPoliciesTest {
  private static final int MAX_LENGTH = 6_144;

  @Test
  void theNamesAreThoseOfAws() {
    assertEquals(
        List.of(
            "/AdministratorAccess",
            "/AWSKeyManagementServicePowerUser",
            "/service-role/AWSLambdaBasicExecutionRole",
            "/AWSSecretsManagerClientReadOnlyAccess",
            "/IAMFullAccess",
            "/IAMReadOnlyAccess",
            "/ReadOnlyAccess",
            "/SecretsManagerReadWrite"),
        AwsManagedPolicies.all().stream().map(each -> each.path() + each.name()).toList());
  }

  @Test
  void eachIsFoundByItsArnAndHasAnIdOfItsOwn() {
    for (ManagedPolicy policy : AwsManagedPolicies.all()) {
      assertEquals(policy, AwsManagedPolicies.find(policy.arn()));
      assertTrue(policy.arn().startsWith("arn:aws:iam::aws:policy/"), policy.arn());
    }
    assertEquals(
        AwsManagedPolicies.all().size(),
        AwsManagedPolicies.all().stream().map(Identity::id).distinct().count());
    assertNotNull(AwsManagedPolicies.find(AwsManagedPolicies.ADMINISTRATOR_ACCESS));
  }

  @Test
  void documentsAreWithinTheBoundAndNameNoPrincipal() {
    for (ManagedPolicy policy : AwsManagedPolicies.all()) {
      String document = policy.inForce().document();
      assertTrue(document.contains("\"Version\": \"2012-10-17\""), policy.name());
      assertFalse(document.contains("Principal"), policy.name());
      assertTrue(document.length() <= MAX_LENGTH, policy.name());
    }
  }

  @Test
  void readOnlyAccessReadsNoValue() {
    ManagedPolicy policy = AwsManagedPolicies.find("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assertNotNull(policy);
    String document = policy.inForce().document();
    assertFalse(document.contains("GetSecretValue") || document.contains("secretsmanager:*"));
    assertFalse(document.contains("\"secretsmanager:Get*\"") || document.contains("kms:Decrypt"));
  }

  @Test
  void eachIsDescribed() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "managed-policies.md"));
    for (ManagedPolicy policy : AwsManagedPolicies.all()) {
      assertTrue(page.contains("`" + policy.path().substring(1) + policy.name() + "`"));
    }
  }
}
