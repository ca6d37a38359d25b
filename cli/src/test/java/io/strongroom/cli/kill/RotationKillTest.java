package io.strongroom.cli.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Kills the server with SIGKILL while secrets rotate, starts it again, and waits for every rotation
 * that was acknowledged to come to its end (ROT-8).
 *
 * <p>{@code -Drotation.kill.cycles=N} sets how often. The figures are the last line that the test
 * prints.
 */
class RotationKillTest {
  private static final int CYCLES = Integer.getInteger("rotation.kill.cycles", 10);
  private static final int SECRETS = 12;
  private static final int LONGEST_LIFE_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  /** A secret, and the rotations of it that were acknowledged. */
  private static final class Rotating {
    final String arn;
    final List<String> versions = new ArrayList<>();

    Rotating(String arn) {
      this.arn = arn;
    }

    String function() {
      String account = arn.split(":", -1)[4];
      return "arn:aws:lambda:us-east-1:" + account + ":function:builtin-generated";
    }
  }

  @Test
  @DisplayName("ROT-8: a rotation survives the death of the process, and AWSCURRENT is always good")
  void everyAcknowledgedRotationComesToItsEnd() throws Exception {
    Victim victim = Victim.init(directory);
    SplittableRandom random = new SplittableRandom(20_261_129);
    victim.start();
    List<Rotating> secrets;
    try (SecretsManagerClient client = victim.client()) {
      secrets = create(client);
    }
    int acknowledged = 0;
    int unfinished = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      try (SecretsManagerClient client = victim.client()) {
        Thread killer = killer(victim, random.nextInt(LONGEST_LIFE_MILLIS));
        acknowledged += rotate(client, secrets);
        killer.join();
      }
      victim.start();
      try (SecretsManagerClient client = victim.client()) {
        for (Rotating secret : secrets) {
          unfinished += settle(client, secret) ? 1 : 0;
        }
      }
    }
    victim.stop();
    System.out.printf(
        "rotation kill test: cycles %d, acknowledged rotations %d, not finished when looked at"
            + " %d, lost or stuck 0%n",
        CYCLES, acknowledged, unfinished);
    assertTrue(acknowledged > 0, "nothing rotated before the kills");
    assertEquals(0, victim.check(), "check finds the store whole");
    RotationEvents.requireOnce(
        secrets.stream()
            .flatMap(each -> each.versions.stream().map(v -> RotationEvents.id(each.arn, v)))
            .toList(),
        victim.auditLines());
  }

  private static List<Rotating> create(SecretsManagerClient client) {
    List<Rotating> secrets = new ArrayList<>();
    for (int i = 0; i < SECRETS; i++) {
      String name = "rotating/" + i;
      secrets.add(new Rotating(client.createSecret(r -> r.name(name).secretString("first")).arn()));
    }
    return secrets;
  }

  private static Thread killer(Victim victim, int millis) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                Thread.sleep(millis);
                victim.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Starts rotations until the server is gone, and returns how many were acknowledged. */
  private static int rotate(SecretsManagerClient client, List<Rotating> secrets) {
    int acknowledged = 0;
    try {
      for (Rotating secret : secrets) {
        secret.versions.add(
            client
                .rotateSecret(r -> r.secretId(secret.arn).rotationLambdaARN(secret.function()))
                .versionId());
        acknowledged++;
      }
    } catch (SdkException e) {
      // The server was killed, which is the point; what was not acknowledged may be there or not.
      return acknowledged;
    }
    return acknowledged;
  }

  /** Waits until nothing is pending, with a value to read at any time; tells whether it waited. */
  private static boolean settle(SecretsManagerClient client, Rotating secret) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean waited = false;
    while (true) {
      GetSecretValueResponse value = client.getSecretValue(r -> r.secretId(secret.arn));
      assertFalse(value.secretString().isEmpty());
      DescribeSecretResponse shown = client.describeSecret(r -> r.secretId(secret.arn));
      // The label moves first; that the rotation succeeded is noted a moment later.
      boolean noted = secret.versions.isEmpty() || shown.lastRotatedDate() != null;
      if (!isPending(shown) && noted) {
        return waited;
      }
      waited = true;
      assertTrue(System.nanoTime() < end, "stuck: " + secret.arn);
      Thread.sleep(20);
    }
  }

  private static boolean isPending(DescribeSecretResponse shown) {
    return shown.versionIdsToStages().values().stream()
        .anyMatch(labels -> labels.contains("AWSPENDING") && !labels.contains("AWSCURRENT"));
  }
}
