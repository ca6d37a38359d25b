package io.strongroom.cluster.load;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Where a server or the proxy is reached.
 *
 * @param retries what its clients do about an attempt that failed
 */
record Endpoint(URI url, AccessKey key, Retries retries) {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** What a client does about an attempt that failed. */
  enum Retries {
    /** Nothing: what becomes of each attempt is for the history. */
    NONE,
    /** What the SDK does unless it is told otherwise, as with clients in the field. */
    ORDINARY
  }

  /** Makes a client of one process. */
  SecretsManagerClient client(Attempts attempts) {
    return SecretsManagerClient.builder()
        .endpointOverride(url)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
        .overrideConfiguration(
            c -> {
              c.addExecutionInterceptor(attempts);
              if (retries == Retries.NONE) {
                c.retryStrategy(AwsRetryStrategy.doNotRetry());
              }
            })
        .build();
  }

  /** The address alone. */
  @Override
  public String toString() {
    return url.getAuthority();
  }
}
