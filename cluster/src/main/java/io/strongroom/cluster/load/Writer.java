package io.strongroom.cluster.load;

import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Writes to secrets that nobody else writes to, one after the other. A write without an answer is
 * mostly tried again with its token, perhaps elsewhere, and else left as it is.
 */
final class Writer {
  private static final int FIRST_ATTEMPTS = 200;
  private static final int PER_CENT_TRIED_AGAIN = 70;

  private final List<String> secrets;
  private final Client client;
  private final Random random;
  private final Pace pace = new Pace();
  private final Map<String, Integer> counters = new HashMap<>();

  Writer(
      String name, List<String> secrets, List<Endpoint> endpoints, History history, Random random) {
    this.secrets = secrets;
    this.client = new Client(name, endpoints, history);
    this.random = random;
  }

  /** Gives each secret its first value. */
  void createSecrets() {
    for (String secret : secrets) {
      String value = nextValue(secret);
      String token = token();
      Outcome outcome = Outcome.UNKNOWN;
      for (int attempt = 0; attempt < FIRST_ATTEMPTS && outcome != Outcome.OK; attempt++) {
        outcome =
            client.write(
                0,
                secret,
                value,
                token,
                c ->
                    c.createSecret(
                        r -> r.name(secret).secretString(value).clientRequestToken(token)));
        pace.after(outcome);
      }
      if (outcome != Outcome.OK) {
        throw new IllegalStateException("cannot make " + secret);
      }
    }
  }

  void work(BooleanSupplier isOver) {
    while (!isOver.getAsBoolean()) {
      String secret = secrets.get(random.nextInt(secrets.size()));
      String value = nextValue(secret);
      String token = token();
      Consumer<SecretsManagerClient> put =
          c ->
              c.putSecretValue(
                  r -> r.secretId(secret).secretString(value).clientRequestToken(token));
      Outcome outcome = Outcome.UNKNOWN;
      boolean isTriedAgain = true;
      while (outcome == Outcome.UNKNOWN && isTriedAgain && !isOver.getAsBoolean()) {
        outcome = client.write(client.anyEndpoint(random), secret, value, token, put);
        pace.after(outcome);
        isTriedAgain = random.nextInt(100) < PER_CENT_TRIED_AGAIN;
      }
    }
  }

  private String nextValue(String secret) {
    return secret + ":" + counters.merge(secret, 1, Integer::sum);
  }

  private String token() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
