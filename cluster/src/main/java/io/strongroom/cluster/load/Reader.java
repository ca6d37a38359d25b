package io.strongroom.cluster.load;

import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Reads any secret at any endpoint. */
final class Reader {
  private static final int LAST_ATTEMPTS = 300;

  private final List<String> secrets;
  private final Client client;
  private final Random random;
  private final Pace pace = new Pace();

  Reader(
      String name, List<String> secrets, List<Endpoint> endpoints, History history, Random random) {
    this.secrets = secrets;
    this.client = new Client(name, endpoints, history);
    this.random = random;
  }

  void work(BooleanSupplier isOver) {
    while (!isOver.getAsBoolean()) {
      String secret = secrets.get(random.nextInt(secrets.size()));
      pace.after(client.read(Kind.READ, client.anyEndpoint(random), secret));
    }
  }

  /** Reads every secret at every endpoint, until each has answered. */
  void readEverything() {
    for (int endpoint = 0; endpoint < client.endpoints(); endpoint++) {
      for (String secret : secrets) {
        Outcome outcome = Outcome.UNKNOWN;
        for (int attempt = 0; attempt < LAST_ATTEMPTS && outcome != Outcome.OK; attempt++) {
          outcome = client.read(Kind.LAST_READ, endpoint, secret);
          if (outcome != Outcome.OK) {
            pace.after(outcome);
          }
        }
        if (outcome != Outcome.OK) {
          throw new IllegalStateException("cannot read " + secret + " at the end");
        }
      }
    }
  }
}
