package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SortByType;
import software.amazon.awssdk.services.secretsmanager.model.SortOrderType;

/** Describing, listing, tagging, deleting secrets, and making passwords. */
class LifecycleTest extends Scenarios {

  @Test
  void describeSecretShowsAllButTheValue() {
    CreateSecretResponse made =
        create("describe", r -> r.description("for people").tags(tag("team", "blue")));
    value(made.arn());
    DescribeSecretResponse shown = describe(made.name());
    assertEquals(made.arn(), shown.arn());
    assertEquals(made.name(), shown.name());
    assertEquals("for people", shown.description());
    assertEquals(List.of(tag("team", "blue")), shown.tags());
    assertEquals(Map.of(made.versionId(), List.of("AWSCURRENT")), shown.versionIdsToStages());
    assertFalse(shown.createdDate().isAfter(shown.lastChangedDate()));
    Instant day = shown.lastAccessedDate();
    assertEquals(day, day.truncatedTo(ChronoUnit.DAYS));
    assertNull(shown.rotationEnabled());
    assertNull(shown.deletedDate());
    assertNull(shown.kmsKeyId());
    assertNull(shown.primaryRegion());
  }

  @Test
  void describeSecretRefusesWhatIsMissing() {
    String arn = create("suffix").arn();
    String wrongSuffix = arn.substring(0, arn.length() - "abcdef".length()) + "zzzzzz";
    for (String id : List.of(name("nowhere"), wrongSuffix)) {
      assertRefused(ResourceNotFoundException.class, MISSING, () -> describe(id));
    }
  }

  private static List<String> listed(ListSecretsRequest request) {
    List<String> found = new ArrayList<>();
    for (var page : client().listSecretsPaginator(request)) {
      assertTrue(request.maxResults() == null || page.secretList().size() <= request.maxResults());
      found.addAll(page.secretList().stream().map(SecretListEntry::arn).toList());
    }
    return found;
  }

  @Test
  void listSecretsPagesInOrderOfCreation() {
    String prefix = name("pages");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String name = prefix + "/" + i;
      made.add(create("page", request -> request.name(name)).arn());
    }
    ListSecretsRequest all = ListSecretsRequest.builder().filters(named(prefix)).build();
    assertEquals(made, listed(all.toBuilder().maxResults(2).build()));
    assertEquals(
        made.reversed(),
        listed(all.toBuilder().sortBy(SortByType.NAME).sortOrder(SortOrderType.DESC).build()));
    client().deleteSecret(request -> request.secretId(made.getFirst()));
    assertEquals(made.subList(1, 5), listed(all));
    assertEquals(made, listed(all.toBuilder().includePlannedDeletion(true).maxResults(3).build()));
  }

  @Test
  void listSecretsRefusesForeignTokensAndUnknownFilters() {
    assertThrowsExactly(
        InvalidNextTokenException.class,
        () -> client().listSecrets(request -> request.nextToken("made-up")));
    assertRefused(
        "ValidationException",
        violation("101", "maxResults", "have value less than or equal to 100"),
        () -> client().listSecrets(request -> request.maxResults(101)));
  }

  @Test
  void listSecretVersionIdsPagesThroughAllVersions() {
    CreateSecretResponse made = create("versions");
    List<String> ids = new ArrayList<>(List.of(made.versionId()));
    for (int i = 0; i < 3; i++) {
      ids.add(put(made.arn(), text()));
    }
    var labelled = client().listSecretVersionIds(request -> request.secretId(made.name()));
    assertEquals(made.arn(), labelled.arn());
    assertEquals(made.name(), labelled.name());
    assertEquals(
        Set.copyOf(ids.subList(2, 4)),
        labelled.versions().stream()
            .map(SecretVersionsListEntry::versionId)
            .collect(Collectors.toSet()));
    Map<String, SecretVersionsListEntry> entries = new HashMap<>();
    client()
        .listSecretVersionIdsPaginator(
            request -> request.secretId(made.arn()).includeDeprecated(true).maxResults(3))
        .forEach(page -> page.versions().forEach(entry -> entries.put(entry.versionId(), entry)));
    assertEquals(Set.copyOf(ids), entries.keySet());
    SecretVersionsListEntry current = entries.get(ids.get(3));
    assertEquals(List.of("AWSCURRENT"), current.versionStages());
    assertEquals(List.of("DefaultEncryptionKey"), current.kmsKeyIds());
    assertFalse(entries.get(ids.get(0)).hasVersionStages());
    assertThrowsExactly(
        InvalidNextTokenException.class,
        () -> client().listSecretVersionIds(r -> r.secretId(made.arn()).nextToken("made-up")));
  }

  @Test
  void tagResourceAddsAndReplaces() {
    CreateSecretResponse made = create("tag", request -> request.tags(tag("team", "blue")));
    client().tagResource(r -> r.secretId(made.name()).tags(tag("team", "green"), tag("Team", "")));
    assertEquals(
        Set.of(tag("team", "green"), tag("Team", "")), Set.copyOf(describe(made.arn()).tags()));
    assertThrowsExactly(
        InvalidParameterException.class,
        () -> client().tagResource(r -> r.secretId(made.arn()).tags(tag("aws:team", "x"))));
    String longKey = "k".repeat(129);
    assertRefused(
        "ValidationException",
        violation(longKey, "tags.1.member.key", "have length less than or equal to 128"),
        () -> client().tagResource(r -> r.secretId(made.arn()).tags(tag(longKey, "x"))));
  }

  @Test
  void untagResourceRemovesAndLeavesAnEmptyList() {
    CreateSecretResponse made = create("untag", request -> request.tags(tag("team", "blue")));
    client().untagResource(request -> request.secretId(made.name()).tagKeys("team", "none"));
    assertTrue(describe(made.arn()).hasTags());
    assertEquals(List.of(), describe(made.arn()).tags());
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> client().untagResource(r -> r.secretId(name("nowhere")).tagKeys("team")));
  }

  @Test
  void deleteSecretWaitsForTheWindow() {
    CreateSecretResponse made = create("window");
    assertRefused(
        InvalidParameterException.class,
        "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        () -> client().deleteSecret(r -> r.secretId(made.arn()).recoveryWindowInDays(31L)));
    DeleteSecretResponse deleted =
        client().deleteSecret(r -> r.secretId(made.name()).recoveryWindowInDays(7L));
    assertEquals(made.arn(), deleted.arn());
    assertEquals(made.name(), deleted.name());
    Duration wait = Duration.between(describe(made.arn()).deletedDate(), deleted.deletionDate());
    assertEquals(7, wait.plusHours(1).toDays());
    assertRefused(
        InvalidRequestException.class,
        "You can't perform this operation on the secret because it was already scheduled for"
            + " deletion.",
        () -> client().deleteSecret(request -> request.secretId(made.arn())));
    assertRefused(
        InvalidRequestException.class,
        "You can't create this secret because a secret with this name is already scheduled for"
            + " deletion.",
        () -> create("window", request -> request.name(made.name())));
  }

  @Test
  void deleteSecretAtOnceFreesTheName() {
    CreateSecretResponse made = create("force");
    assertRefused(
        InvalidParameterException.class,
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        () ->
            client()
                .deleteSecret(
                    request ->
                        request
                            .secretId(made.arn())
                            .recoveryWindowInDays(7L)
                            .forceDeleteWithoutRecovery(true)));
    client().deleteSecret(r -> r.secretId(made.arn()).forceDeleteWithoutRecovery(true));
    assertRefused(ResourceNotFoundException.class, MISSING, () -> describe(made.name()));
    assertNotEquals(made.arn(), create("force", r -> r.name(made.name())).arn());
  }

  @Test
  void restoreSecretMakesItReadableAgain() {
    String text = text();
    CreateSecretResponse made = create("restore", request -> request.secretString(text));
    client().deleteSecret(request -> request.secretId(made.arn()));
    RestoreSecretResponse restored =
        client().restoreSecret(request -> request.secretId(made.name()));
    assertEquals(made.arn(), restored.arn());
    assertEquals(made.name(), restored.name());
    assertEquals(text, value(made.arn()));
    assertNull(describe(made.arn()).deletedDate());
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> client().restoreSecret(request -> request.secretId(name("nowhere"))));
  }

  @Test
  void getRandomPasswordFollowsItsRules() {
    String usual = client().getRandomPassword().randomPassword();
    assertEquals(32, usual.length());
    for (String each : List.of("[a-z]", "[A-Z]", "[0-9]", "[!-/:-@\\[-`{-~]")) {
      assertTrue(usual.matches("(?s).*" + each + ".*"), each);
    }
    String special =
        client()
            .getRandomPassword(
                request ->
                    request
                        .passwordLength(200L)
                        .excludePunctuation(true)
                        .excludeUppercase(true)
                        .excludeCharacters("abc0"))
            .randomPassword();
    assertTrue(special.matches("[d-z1-9]{200}"), special);
    assertRefused(
        InvalidParameterException.class,
        "Password length is too short based on the required types.",
        () -> client().getRandomPassword(request -> request.passwordLength(3L)));
    assertRefused(
        "ValidationException",
        violation("4097", "passwordLength", "have value less than or equal to 4096"),
        () -> client().getRandomPassword(request -> request.passwordLength(4097L)));
  }
}
