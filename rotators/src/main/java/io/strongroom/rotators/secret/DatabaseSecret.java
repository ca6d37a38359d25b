package io.strongroom.rotators.secret;

import io.strongroom.core.secret.SecretValue;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The login of a database user, in the JSON format of the published rotation functions: {@code
 * engine}, {@code host}, {@code username} and {@code password} are needed, {@code port}, {@code
 * dbname}, {@code ssl} and {@code masterarn} are not. All else is kept and not looked at.
 */
public final class DatabaseSecret implements AutoCloseable {
  private static final int MAX_PORT = 65_535;

  private final SecretJson json;
  private final String which;
  private final String host;
  private final String username;

  private DatabaseSecret(SecretJson json, String which, String host, String username) {
    this.json = json;
    this.which = which;
    this.host = host;
    this.username = username;
  }

  /**
   * Takes over {@code value}.
   *
   * @param value what was read, or null if there was nothing
   * @param which the value's place in a sentence, as in {@code current}
   * @param engines which kinds of servers the value may be for
   * @throws RotationException if the value is not such a login
   */
  public static DatabaseSecret parse(
      @Nullable SecretValue value, String which, Set<String> engines) {
    if (value == null) {
      throw RotationException.permanent("The secret has no " + which + " value.");
    }
    SecretJson json = value instanceof SecretValue.Text(var text) ? SecretJson.parse(text) : null;
    if (json == null) {
      value.close();
      throw RotationException.permanent(
          "The " + which + " value is not an object in JSON, each key once.");
    }
    try {
      return checked(json, which, engines);
    } catch (RotationException e) {
      json.close();
      throw e;
    }
  }

  private static DatabaseSecret checked(SecretJson json, String which, Set<String> engines) {
    String engine = json.text("engine");
    if (engine == null || !engines.contains(engine)) {
      throw RotationException.permanent(
          "The key engine of the " + which + " value must be one of " + sorted(engines) + ".");
    }
    String host = name(json, which, "host");
    String username = name(json, which, "username");
    if (!json.isString("password")) {
      throw RotationException.permanent("The " + which + " value has no key password.");
    }
    return new DatabaseSecret(json, which, host, username);
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private static String name(SecretJson json, String which, String key) {
    String name = optionalName(json, which, key);
    if (name == null) {
      throw RotationException.permanent("The " + which + " value has no key " + key + ".");
    }
    return name;
  }

  /** Returns null for an empty name too. A zero byte would end the name on the wire. */
  private static @Nullable String optionalName(SecretJson json, String which, String key) {
    String name = json.text(key);
    if (name != null && name.indexOf('\0') >= 0) {
      throw RotationException.permanent(
          "The key " + key + " of the " + which + " value has a character that no name has.");
    }
    return name == null || name.isEmpty() ? null : name;
  }

  /** Returns the name or address of the server. */
  public String host() {
    return host;
  }

  /** Returns the name of the user. */
  public String username() {
    return username;
  }

  /** Returns a copy of the password, which the caller closes. */
  public SensitiveBytes password() {
    return Objects.requireNonNull(json.secret("password"));
  }

  /**
   * Returns the port, {@code otherwise} if there is none.
   *
   * @throws RotationException if the key is there and no port
   */
  public int port(int otherwise) {
    String text = json.text("port");
    if (text == null) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Refused below, with the same text as a number out of range.
    }
    throw RotationException.permanent(
        "The key port of the " + which + " value must be a number from 1 to " + MAX_PORT + ".");
  }

  /** Returns the database to log in to, or null. */
  public @Nullable String database() {
    return optionalName(json, which, "dbname");
  }

  /** Returns the ARN of the superuser's secret, or null. */
  public @Nullable String superuserArn() {
    return json.text("masterarn");
  }

  /** Returns whether TLS is asked for, null if {@code ssl} is absent or says neither. */
  public @Nullable Boolean tls() {
    String text = json.text("ssl");
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** Tells whether both have the same name of a host. */
  public boolean isOfSameHost(DatabaseSecret other) {
    return host.equals(other.host);
  }

  /** Tells whether both have the same host and the same port. */
  public boolean isOfSameServer(DatabaseSecret other, int defaultPort) {
    return isOfSameHost(other) && port(defaultPort) == other.port(defaultPort);
  }

  /** Returns the value with another user and password, as text that the caller closes. */
  public SensitiveBytes with(String otherUsername, SensitiveBytes password) {
    try (SecretJson changed = json.with("password", password)) {
      if (otherUsername.equals(username)) {
        return changed.copy();
      }
      try (SecretJson renamed = changed.with("username", otherUsername)) {
        return renamed.copy();
      }
    }
  }

  /** Overwrites the value. */
  @Override
  public void close() {
    json.close();
  }
}
