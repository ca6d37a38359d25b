package io.strongroom.cli;

import io.strongroom.server.Server;
import io.strongroom.server.tls.TlsFiles;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Clients of the administrator of a server that speaks TLS. */
final class TlsClients {
  private TlsClients() {}

  /** Returns what trusts a certificate and no other. */
  static TrustManager[] trust(TlsFiles files) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(files.certificate())) {
      trusted.setCertificateEntry(
          "strongroom", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  static SecretsManagerClient secrets(
      Server server, StoreFiles.Created created, TrustManager @Nullable [] trust) {
    return reaching(SecretsManagerClient.builder(), server, created, trust).build();
  }

  /**
   * Has a client call a server as its administrator, and try once.
   *
   * @param trust whom it trusts; null for the authorities of the Java platform
   */
  static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B reaching(
      B builder, Server server, StoreFiles.Created created, TrustManager @Nullable [] trust) {
    AtomicReference<String> secret = new AtomicReference<>();
    created
        .administrator()
        .secret()
        .lend(bytes -> secret.set(new String(bytes, StandardCharsets.US_ASCII)));
    UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
    if (trust != null) {
      http.tlsTrustManagersProvider(() -> trust);
    }
    return builder
        .endpointOverride(URI.create(Serving.url(server)))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(created.administrator().key().id(), secret.get())))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(http);
  }
}
