package io.strongroom.cli.kill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * One client that writes to secrets of its own until the server is gone, and remembers what was
 * acknowledged. The write under way at the end may be there or not, but never half.
 */
final class Writer implements Runnable {
  private static final int SECRETS = 5;

  private final SecretsManagerClient client;
  private final String prefix;
  private final SplittableRandom random;
  private final List<Map<String, String>> acknowledged = new ArrayList<>();
  private final List<@Nullable String> current = new ArrayList<>();
  private final List<String> requestIds = new ArrayList<>();
  private int underWay = -1;
  private String tokenUnderWay = "";
  private String valueUnderWay = "";

  Writer(SecretsManagerClient client, String prefix, SplittableRandom random) {
    this.client = client;
    this.prefix = prefix;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (true) {
        write();
      }
    } catch (SdkException e) {
      // The server was killed: whether the write under way was stored is not known.
      return;
    }
  }

  private void write() {
    boolean create = acknowledged.size() < SECRETS;
    int secret = create ? acknowledged.size() : random.nextInt(SECRETS);
    underWay = secret;
    tokenUnderWay = new UUID(random.nextLong(), random.nextLong()).toString();
    valueUnderWay = "canary-7f3a-strongroom " + Long.toHexString(random.nextLong());
    String requestId;
    if (create) {
      requestId =
          client
              .createSecret(
                  request ->
                      request
                          .name(name(secret))
                          .clientRequestToken(tokenUnderWay)
                          .secretString(valueUnderWay))
              .responseMetadata()
              .requestId();
      acknowledged.add(new LinkedHashMap<>());
      current.add(null);
    } else {
      requestId =
          client
              .putSecretValue(
                  request ->
                      request
                          .secretId(name(secret))
                          .clientRequestToken(tokenUnderWay)
                          .secretString(valueUnderWay))
              .responseMetadata()
              .requestId();
    }
    requestIds.add(requestId);
    acknowledged.get(secret).put(tokenUnderWay, valueUnderWay);
    current.set(secret, tokenUnderWay);
    underWay = -1;
  }

  private String name(int secret) {
    return prefix + "/" + secret;
  }

  /** Returns the ids of the requests that were acknowledged. */
  List<String> requestIds() {
    return requestIds;
  }

  /** Returns how many writes were acknowledged. */
  long acknowledged() {
    return acknowledged.stream().mapToLong(Map::size).sum();
  }

  /** Adds to {@code lost} whatever was acknowledged and is not there, or is there and is wrong. */
  void verify(SecretsManagerClient again, List<String> lost) {
    for (int secret = 0; secret < acknowledged.size(); secret++) {
      for (Map.Entry<String, String> version : acknowledged.get(secret).entrySet()) {
        if (!version.getValue().equals(value(again, secret, version.getKey()))) {
          lost.add(name(secret) + " version " + version.getKey());
        }
      }
      verifyCurrent(again, secret, lost);
    }
    if (underWay >= 0) {
      String found = value(again, underWay, tokenUnderWay);
      if (found != null && !found.equals(valueUnderWay)) {
        lost.add(name(underWay) + " holds half a write");
      }
    }
  }

  private void verifyCurrent(SecretsManagerClient again, int secret, List<String> lost) {
    String found = again.getSecretValue(request -> request.secretId(name(secret))).versionId();
    boolean last = found.equals(current.get(secret));
    boolean unknown = secret == underWay && found.equals(tokenUnderWay);
    if (!last && !unknown) {
      lost.add(name(secret) + " is not at its last acknowledged version");
    }
  }

  private @Nullable String value(SecretsManagerClient again, int secret, String version) {
    try {
      return again
          .getSecretValue(request -> request.secretId(name(secret)).versionId(version))
          .secretString();
    } catch (ResourceNotFoundException e) {
      return null;
    }
  }
}
