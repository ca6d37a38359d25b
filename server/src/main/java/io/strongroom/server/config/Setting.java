package io.strongroom.server.config;

import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.function.FunctionHosting;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set: the one table that loading, checking and {@code
 * docs/configuration.md} go by. The key in a file is {@link #key()}; the variable {@link
 * #variable()} overrides it.
 */
public enum Setting {
  LISTEN_HOST(
      "listen.host", "127.0.0.1", "Address to listen on; other than loopback only with TLS."),
  LISTEN_PORT("listen.port", 3_000, 0, 65_535, "Port to listen on; 0 means any free port."),
  TLS_CERT("tls.cert", "", "File with the server's certificate and those above it, in PEM."),
  TLS_KEY("tls.key", "", "File with the private key to it: PKCS#8 in PEM, RSA or EC, mode 0600."),
  LIMITS_CONNECTIONS(
      "limits.connections", 16_384, 1, 1_000_000, "Connections in all; one more is closed."),
  LIMITS_CONNECTIONS_PER_ADDRESS(
      "limits.connections-per-address",
      1_024,
      0,
      1_000_000,
      "Connections from one IPv4 address or IPv6 /64 network; 0 means any number."),
  LIMITS_FAILURES_PER_ADDRESS(
      "limits.failures-per-address",
      600,
      0,
      1_000_000,
      "Failed authentications a minute from one address or IPv6 /64; 0 means any number."),
  LIMITS_FAILURES_PER_KEY(
      "limits.failures-per-key",
      60,
      0,
      1_000_000,
      "Failed authentications a minute of one access key id from one address; 0 means any number."),
  LIMITS_HEADER_BYTES(
      "limits.header-bytes", 16_384, 1_024, 65_536, "Bytes of all header fields of a request."),
  LIMITS_HEADER_FIELDS(
      "limits.header-fields", 64, 16, 256, "How many header fields a request can have."),
  LIMITS_BODY_BYTES(
      "limits.body-bytes", 524_288, 131_072, 4_194_304, "Bytes of the body of a request."),
  LIMITS_BODIES_IN_FLIGHT_BYTES(
      "limits.bodies-in-flight-bytes",
      67_108_864,
      4_194_304,
      1_073_741_824,
      "Bytes of all bodies that are received or answered at one time."),
  LIMITS_CALLS(
      "limits.calls",
      1_024,
      16,
      1_000_000,
      "Requests in progress besides those that are answered at once; one more is throttled."),
  LIMITS_HELD_BYTES(
      "limits.held-bytes",
      33_554_432,
      1_048_576,
      17_179_869_184L,
      "Bytes of requests that come in pieces and of answers that peers leave; beyond, slow peers"
          + " are cut."),
  TIMEOUT_HANDSHAKE_SECONDS(
      "timeout.handshake-seconds", 10, 1, 120, "How long a TLS handshake may take."),
  TIMEOUT_HEADER_SECONDS(
      "timeout.header-seconds", 10, 1, 120, "How long the header of a request may take."),
  TIMEOUT_BODY_SECONDS(
      "timeout.body-seconds", 15, 1, 300, "How long the body of a request may take."),
  TIMEOUT_IDLE_SECONDS(
      "timeout.idle-seconds", 60, 1, 3_600, "How long a connection may be silent."),
  TIMEOUT_WRITE_SECONDS(
      "timeout.write-seconds", 15, 1, 300, "How long a peer may take none of an answer."),
  STORE_URL(
      "store.url",
      "",
      "Database in place of a file: postgres://USER@HOST:PORT[,HOST:PORT...]/DATABASE."),
  STORE_PASSWORD_FILE(
      "store.password-file", "", "File with the password for the database in its first line."),
  STORE_TLS(
      "store.tls",
      Pattern.compile("auto|verify-full"),
      "auto",
      "Whether connections to the database are protected even on this machine; those to others"
          + " always are."),
  STORE_CA(
      "store.ca",
      "",
      "File with the authorities that the database is trusted by, in PEM; without it those that"
          + " Java trusts."),
  STORE_REPLICATION(
      "store.replication",
      Pattern.compile("auto|synchronous|none"),
      "auto",
      "synchronous: nothing is stored that is not on a standby as well; auto: so, unless the"
          + " database is on this machine."),
  STORE_READERS(
      "store.readers",
      8,
      1,
      64,
      "Connections to the database for reads that memory cannot answer."),
  STORE_WAIT_SECONDS(
      "store.wait-seconds",
      60,
      0,
      3_600,
      "How long a server that starts waits for a primary of the database."),
  NODE_NAME(
      "node.name",
      Pattern.compile("[A-Za-z0-9._-]{1,64}"),
      "",
      "Name of this server among all that use the database; without it the name of the host."),
  STORE_PAGE_CACHE_BYTES(
      "store.page-cache-bytes",
      25_165_824,
      1_048_576,
      17_179_869_184L,
      "Memory for database pages of the connection that writes."),
  STORE_SECRET_CACHE_BYTES(
      "store.secret-cache-bytes",
      50_331_648,
      0,
      17_179_869_184L,
      "Memory for records of secrets (without values), about."),
  STORE_ENVELOPE_CACHE_BYTES(
      "store.envelope-cache-bytes",
      25_165_824,
      0,
      17_179_869_184L,
      "Memory for sealed values, about."),
  STORE_IDENTITY_CACHE_BYTES(
      "store.identity-cache-bytes",
      33_554_432,
      0,
      17_179_869_184L,
      "Memory for the identities of accounts, about."),
  ROTATION_TARGETS(
      "rotation.targets",
      "",
      "Private networks whose databases built-in rotators may reach, such as 10.1.0.0/16; with"
          + " commas between them."),
  ROTATION_CA(
      "rotation.ca", "", "File with the authorities that databases are trusted by, in PEM."),
  AUDIT_MODE(
      "audit.mode",
      Pattern.compile("group|strict"),
      "group",
      "group: records are flushed every 100 ms; strict: before the answer."),
  AUDIT_FILE_BYTES(
      "audit.file-bytes",
      AuditSettings.DEFAULT_FILE_BYTES,
      65_536,
      17_179_869_184L,
      "How large a file of the audit log gets, about."),
  AUDIT_FILES(
      "audit.files",
      0,
      0,
      1_000_000,
      "How many files of the audit log are kept, the newest; 0 means all."),
  AUDIT_UNAUTHENTICATED_PER_MINUTE(
      "audit.unauthenticated-per-minute",
      AuditSettings.DEFAULT_STRANGERS,
      0,
      100_000,
      "Records a minute about callers that are not authenticated; more are only counted."),
  DRAIN_SECONDS(
      "drain.seconds",
      0,
      0,
      300,
      "How long a server that was told to stop goes on to answer, with its readiness saying no, so"
          + " that a balancer takes it out first."),
  PURGE_INTERVAL_SECONDS(
      "purge.interval-seconds",
      60,
      1,
      86_400,
      "How often secrets whose recovery window has ended are looked for."),
  POLICIES_BLOCK_PUBLIC(
      "policies.block-public",
      Pattern.compile("as-asked|always"),
      "as-asked",
      "as-asked: PutResourcePolicy refuses public policies if BlockPublicPolicy says so; always:"
          + " whatever it says."),
  FUNCTIONS_UPLOAD(
      "functions.upload",
      Pattern.compile("on|off"),
      "off",
      "Whether callers with the permission may upload code of functions, which is run here."),
  FUNCTIONS_ACCOUNT_BYTES(
      "functions.account-bytes",
      FunctionHosting.DEFAULT_ACCOUNT_BYTES,
      0,
      1_099_511_627_776L,
      "Bytes of the code of all functions of an account."),
  FUNCTIONS_DIRECTORY(
      "functions.directory",
      "",
      "Directory whose sub-directories are functions, see functions.md."),
  FUNCTIONS_ACCOUNT("functions.account", "", "Account of the functions in there: 12 digits."),
  FUNCTIONS_REGION("functions.region", "", "Region of the functions in there."),
  FUNCTIONS_ENDPOINT(
      "functions.endpoint",
      "",
      "URL by which functions reach this server, such as https://secrets.example.com:3000; without"
          + " it the address that the server listens at."),
  FUNCTIONS_CA(
      "functions.ca",
      "",
      "File with the authorities that functions trust this server by, in PEM; without it the"
          + " server's own certificate."),
  FUNCTIONS_PERMISSIONS(
      "functions.permissions",
      Pattern.compile("role|secret"),
      "role",
      "role: in a rotation a function may do what its role may; secret: of that, what concerns the"
          + " secret in rotation."),
  FUNCTIONS_OTHER_SECRETS(
      "functions.other-secrets",
      "",
      "With the permissions of the secret alone, ARNs of others that functions may read in"
          + " rotations, such as those of superusers; with commas between them, and * and ? as in"
          + " policies.");

  private static final String VARIABLE_PREFIX = "STRONGROOM_";

  private final String key;
  private final String fallback;
  private final long min;
  private final long max;
  private final boolean number;
  private final @Nullable Pattern words;
  private final String sentence;

  Setting(String key, String fallback, String sentence) {
    this(key, fallback, 0, 0, false, null, sentence);
  }

  Setting(String key, Pattern words, String fallback, String sentence) {
    this(key, fallback, 0, 0, false, words, sentence);
  }

  Setting(String key, long fallback, long min, long max, String sentence) {
    this(key, Long.toString(fallback), min, max, true, null, sentence);
  }

  Setting(
      String key,
      String fallback,
      long min,
      long max,
      boolean number,
      @Nullable Pattern words,
      String sentence) {
    this.words = words;
    this.key = key;
    this.fallback = fallback;
    this.min = min;
    this.max = max;
    this.number = number;
    this.sentence = sentence;
  }

  /** Returns the key in a configuration file. */
  public String key() {
    return key;
  }

  /** Returns the environment variable that overrides the file. */
  public String variable() {
    return VARIABLE_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns the value where nothing is set; empty if there is none. */
  public String fallback() {
    return fallback;
  }

  /** Returns what it means, in one sentence. */
  public String sentence() {
    return sentence;
  }

  /** Returns the bounds as documents show them. */
  public String bounds() {
    if (words != null) {
      return words.pattern().replace("|", " or ");
    }
    return number ? min + " to " + max : "text";
  }

  /** Returns what is wrong with a value, or null. */
  @Nullable String fault(String value) {
    if (words != null) {
      return words.matcher(value).matches() ? null : "must be " + bounds();
    }
    if (!number) {
      return value.isBlank() ? "needs a value" : null;
    }
    try {
      long parsed = Long.parseLong(value);
      return parsed < min || parsed > max ? "must be between " + min + " and " + max : null;
    } catch (NumberFormatException e) {
      return "must be a whole number between " + min + " and " + max;
    }
  }

  /** Returns the setting with that key, or null. */
  static @Nullable Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key.equals(key)) {
        return setting;
      }
    }
    return null;
  }
}
