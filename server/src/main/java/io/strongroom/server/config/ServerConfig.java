package io.strongroom.server.config;

import io.strongroom.api.lambda.UploadRule;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.rotators.target.Targets;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.function.NarrowSession;
import io.strongroom.server.http.Limits;
import io.strongroom.server.remote.RemoteFunction;
import io.strongroom.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of all settings, each within its bounds. */
public final class ServerConfig {

  /** The least rate at which a body must arrive (DOS-2). */
  private static final int BODY_BYTES_PER_SECOND = Limits.Times.DEFAULT.bodyBytesPerSecond();

  private final Map<Setting, String> values;
  private final List<IssuerSettings> issuers;
  private final List<RemoteFunction> remotes;

  ServerConfig(
      Map<Setting, String> values, List<IssuerSettings> issuers, List<RemoteFunction> remotes) {
    this.values = new EnumMap<>(Setting.class);
    this.values.putAll(values);
    this.issuers = List.copyOf(issuers);
    this.remotes = List.copyOf(remotes);
  }

  /** Returns the issuers of web identity tokens that are believed. */
  public List<IssuerSettings> issuers() {
    return issuers;
  }

  /** Returns the value of a setting, given or not. */
  public String text(Setting setting) {
    return values.getOrDefault(setting, setting.fallback());
  }

  /** Returns the value of a setting that is a number. */
  public long number(Setting setting) {
    return Long.parseLong(text(setting));
  }

  /** Returns the bounds of the listener. */
  public Limits limits() {
    return new Limits(
        new Limits.Sizes(
            Limits.Sizes.DEFAULT.requestLineBytes(),
            count(Setting.LIMITS_HEADER_BYTES),
            count(Setting.LIMITS_HEADER_FIELDS),
            count(Setting.LIMITS_BODY_BYTES),
            number(Setting.LIMITS_BODIES_IN_FLIGHT_BYTES)),
        new Limits.Times(
            seconds(Setting.TIMEOUT_HANDSHAKE_SECONDS),
            seconds(Setting.TIMEOUT_HEADER_SECONDS),
            seconds(Setting.TIMEOUT_BODY_SECONDS),
            BODY_BYTES_PER_SECOND,
            seconds(Setting.TIMEOUT_IDLE_SECONDS),
            seconds(Setting.TIMEOUT_WRITE_SECONDS)),
        new Limits.Connections(
            count(Setting.LIMITS_CONNECTIONS),
            count(Setting.LIMITS_CONNECTIONS_PER_ADDRESS),
            Limits.Loopback.COUNTED),
        new Limits.Load(count(Setting.LIMITS_CALLS), number(Setting.LIMITS_HELD_BYTES)));
  }

  /** Returns how many failed authentications are tolerated. */
  public FailureLimit.Rates failures() {
    return new FailureLimit.Rates(
        count(Setting.LIMITS_FAILURES_PER_ADDRESS),
        count(Setting.LIMITS_FAILURES_PER_KEY),
        FailureLimit.Loopback.COUNTED);
  }

  /** Returns the files for TLS, or null for plain HTTP. */
  public @Nullable TlsFiles tls() {
    return values.containsKey(Setting.TLS_CERT)
        ? new TlsFiles(Path.of(text(Setting.TLS_CERT)), Path.of(text(Setting.TLS_KEY)))
        : null;
  }

  /** Returns how often secrets are purged. */
  public Duration purgeInterval() {
    return seconds(Setting.PURGE_INTERVAL_SECONDS);
  }

  /** Returns how long requests are answered once the server was told to stop. */
  public Duration drain() {
    return seconds(Setting.DRAIN_SECONDS);
  }

  /** Returns how long a server that starts waits for a primary of the database. */
  public Duration storeWait() {
    return seconds(Setting.STORE_WAIT_SECONDS);
  }

  /** Returns how the audit log of a store in {@code data} is kept. */
  public AuditSettings audit(Path data) {
    return new AuditSettings(
        data.resolve(AuditSettings.DIRECTORY),
        AuditSettings.Mode.of(text(Setting.AUDIT_MODE)),
        number(Setting.AUDIT_FILE_BYTES),
        count(Setting.AUDIT_FILES),
        count(Setting.AUDIT_UNAUTHENTICATED_PER_MINUTE));
  }

  /**
   * Returns which databases built-in rotators may reach.
   *
   * @throws ConfigException if what is set makes no sense
   */
  public Targets targets() throws ConfigException {
    return RotationTargets.parse(
        text(Setting.ROTATION_TARGETS), text(Setting.ROTATION_CA), count(Setting.LISTEN_PORT));
  }

  /**
   * Returns which functions a server of a store in {@code data} has.
   *
   * @param rootKey the file of the root key, which no function may see
   */
  public FunctionHosting functions(Path data, Path rootKey) {
    UploadRule.Mode mode =
        text(Setting.FUNCTIONS_UPLOAD).equals("on") ? UploadRule.Mode.ON : UploadRule.Mode.OFF;
    FunctionHosting.Local local =
        values.containsKey(Setting.FUNCTIONS_DIRECTORY)
            ? new FunctionHosting.Local(
                Path.of(text(Setting.FUNCTIONS_DIRECTORY)),
                new AccountId(text(Setting.FUNCTIONS_ACCOUNT)),
                new Region(text(Setting.FUNCTIONS_REGION)))
            : null;
    List<Path> hidden = new ArrayList<>(List.of(data.toAbsolutePath(), rootKey.toAbsolutePath()));
    remotes.forEach(each -> hidden.add(each.credentials().toAbsolutePath()));
    return new FunctionHosting(
        new UploadRule(mode, number(Setting.FUNCTIONS_ACCOUNT_BYTES)),
        local,
        data.resolve(FunctionHosting.SCRATCH),
        data,
        List.copyOf(hidden),
        FunctionHosting.Care.PRODUCTION,
        way(),
        text(Setting.FUNCTIONS_PERMISSIONS).equals("secret") ? new NarrowSession(others()) : null,
        remotes);
  }

  /** Returns when public policies of secrets are refused. */
  public PublicPolicyRule.Mode publicPolicies() {
    return text(Setting.POLICIES_BLOCK_PUBLIC).equals("always")
        ? PublicPolicyRule.Mode.ALWAYS
        : PublicPolicyRule.Mode.AS_ASKED;
  }

  private List<String> others() {
    return ConfigLoader.listed(text(Setting.FUNCTIONS_OTHER_SECRETS));
  }

  private FunctionHosting.Way way() {
    String endpoint = text(Setting.FUNCTIONS_ENDPOINT);
    Setting server = has(Setting.FUNCTIONS_CA) ? Setting.FUNCTIONS_CA : Setting.TLS_CERT;
    List<Path> authorities =
        Stream.of(server, Setting.ROTATION_CA).filter(this::has).map(this::path).toList();
    return new FunctionHosting.Way(endpoint.isEmpty() ? null : endpoint, authorities);
  }

  private boolean has(Setting setting) {
    return !text(setting).isEmpty();
  }

  private Path path(Setting setting) {
    return Path.of(text(setting));
  }

  private int count(Setting setting) {
    return Math.toIntExact(number(setting));
  }

  private Duration seconds(Setting setting) {
    return Duration.ofSeconds(number(setting));
  }
}
