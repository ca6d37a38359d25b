package io.strongroom.cli.kill;

import io.strongroom.server.audit.AuditReader;
import io.strongroom.server.audit.AuditSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A server in a process of its own, which can be killed. */
final class Victim {
  private static final Pattern KEY =
      Pattern.compile("\"AccessKeyId\":\"([^\"]+)\",\"SecretAccessKey\":\"([^\"]+)\"");
  private static final String READY = "ready ";
  private static final long STOP_SECONDS = 10;

  private final Path data;
  private final Path rootKey;
  private final AwsBasicCredentials credentials;
  private @Nullable Process process;
  private String url = "";

  private Victim(Path data, Path rootKey, AwsBasicCredentials credentials) {
    this.data = data;
    this.rootKey = rootKey;
    this.credentials = credentials;
  }

  /** Sets up a store below {@code directory}. */
  static Victim init(Path directory) throws IOException, InterruptedException {
    Path data = directory.resolve("data");
    Path rootKey = directory.resolve("root-key");
    Process init =
        command("init", "--data", data.toString(), "--root-key", rootKey.toString(), "--json")
            .start();
    String printed = new String(init.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher key = KEY.matcher(printed);
    if (init.waitFor() != 0 || !key.find()) {
      throw new IllegalStateException("init failed");
    }
    return new Victim(data, rootKey, AwsBasicCredentials.create(key.group(1), key.group(2)));
  }

  /** Starts the server and returns when it answers. */
  void start() throws IOException {
    Process started =
        command("serve", "--data", data.toString(), "--root-key", rootKey.toString(), "--port", "0")
            .start();
    process = started;
    BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IllegalStateException("the server did not start: " + line);
    }
    url = line.substring(READY.length());
  }

  /** Kills the server as {@code kill -9} does. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Stops the server as SIGTERM does. */
  void stop() throws InterruptedException {
    Process stopping = running();
    stopping.destroy();
    if (!stopping.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || stopping.exitValue() != 0) {
      stopping.destroyForcibly();
      throw new IllegalStateException("the server did not stop cleanly");
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the server was not started");
    }
    return process;
  }

  /** Returns the lines of the audit log, in their order. */
  List<String> auditLines() throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditReader(data.resolve(AuditSettings.DIRECTORY))
        .read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    return lines;
  }

  /** Runs {@code check} with the root key and returns its exit code. */
  int check() throws IOException, InterruptedException {
    return command("check", "--data", data.toString(), "--root-key", rootKey.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Returns a client that does not retry: a retry would hide which write was acknowledged. */
  SecretsManagerClient client() {
    return SecretsManagerClient.builder()
        .endpointOverride(URI.create(url))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(strategy -> strategy.maxAttempts(1)))
        .build();
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.strongroom.cli.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
