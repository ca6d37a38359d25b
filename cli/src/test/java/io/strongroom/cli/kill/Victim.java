package io.strongroom.cli.kill;

import io.strongroom.server.audit.AuditReader;
import io.strongroom.server.audit.AuditSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A server in a process of its own, which can be killed. */
public final class Victim implements AutoCloseable {

  /** Where all its secrets are. */
  public static final Region REGION = Region.US_EAST_1;

  private static final Pattern KEY =
      Pattern.compile(
          "\"Account\":\"(\\d+)\",\"AccessKeyId\":\"([^\"]+)\",\"SecretAccessKey\":\"([^\"]+)\"");
  private static final String READY = "ready ";
  private static final long STOP_SECONDS = 10;

  /** The directories of the system first: the user of functions may enter those. */
  private static final String SYSTEM = "/usr/bin:/bin:/usr/sbin:/usr/local/bin:";

  private final Path directory;
  private final String account;
  private final AwsBasicCredentials credentials;
  private @Nullable Process process;
  private String url = "";

  private Victim(Path directory, String account, AwsBasicCredentials credentials) {
    this.directory = directory;
    this.account = account;
    this.credentials = credentials;
  }

  /** Sets up a store below {@code directory}. */
  static Victim init(Path directory) throws IOException, InterruptedException {
    return init(directory, Map.of());
  }

  /** Sets up a store below {@code directory}, for a server with these settings. */
  public static Victim init(Path directory, Map<String, String> settings)
      throws IOException, InterruptedException {
    // Functions run as another user, who must pass through to their code.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectory(temporary(directory));
    Files.setPosixFilePermissions(
        temporary(directory), PosixFilePermissions.fromString("rwx--x--x"));
    List<String> lines =
        settings.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList();
    Files.write(settings(directory), lines);
    Process init = command(directory, "init", "--json").start();
    String printed = new String(init.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher key = KEY.matcher(printed);
    if (init.waitFor() != 0 || !key.find()) {
      throw new IllegalStateException("init failed");
    }
    return new Victim(
        directory, key.group(1), AwsBasicCredentials.create(key.group(2), key.group(3)));
  }

  private static Path data(Path directory) {
    return directory.resolve("data");
  }

  private static Path settings(Path directory) {
    return directory.resolve("settings");
  }

  /** What a server that is killed leaves in its place for temporary files goes with the test. */
  private static Path temporary(Path directory) {
    return directory.resolve("tmp");
  }

  /** Starts the server and returns when it answers. */
  public void start() throws IOException {
    String config = settings(directory).toString();
    Process started = command(directory, "serve", "--port", "0", "--config", config).start();
    process = started;
    BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IllegalStateException("the server did not start: " + line + "\n" + log());
    }
    url = line.substring(READY.length());
  }

  /** Kills the server as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Stops the server as SIGTERM does. */
  public void stop() throws InterruptedException {
    Process stopping = running();
    stopping.destroy();
    if (!stopping.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || stopping.exitValue() != 0) {
      stopping.destroyForcibly();
      throw new IllegalStateException("the server did not stop cleanly");
    }
  }

  /** Ends the server if it still runs, as after a failed test. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the server was not started");
    }
    return process;
  }

  /** Returns the account of the administrator. */
  public String account() {
    return account;
  }

  /** Returns what the server and {@code check} have written on standard error so far. */
  public String log() throws IOException {
    return Files.readString(log(directory));
  }

  private static Path log(Path directory) {
    return directory.resolve("server.log");
  }

  /** Returns the lines of the audit log, in their order. */
  public List<String> auditLines() throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditReader(data(directory).resolve(AuditSettings.DIRECTORY))
        .read(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    return lines;
  }

  /** Runs {@code check} with the root key and returns its exit code. */
  public int check() throws IOException, InterruptedException {
    return command(directory, "check")
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  /** Returns a client that does not retry: a retry would hide which write was acknowledged. */
  public SecretsManagerClient client() {
    return client(SecretsManagerClient.builder());
  }

  /** Returns a client of the administrator's, of any service, that does not retry. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(URI.create(url))
        .region(REGION)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(strategy -> strategy.maxAttempts(1)))
        .build();
  }

  /** Returns what runs the command line in a process of its own, without any arguments. */
  public static List<String> main(Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.strongroom.cli.Main");
    return command;
  }

  private static ProcessBuilder command(Path directory, String name, String... arguments) {
    List<String> command = main(temporary(directory));
    command.add(name);
    command.addAll(List.of("--data", data(directory).toString()));
    command.addAll(List.of("--root-key", directory.resolve("root-key").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
    builder.environment().merge("PATH", SYSTEM, (own, system) -> system + own);
    return builder;
  }
}
