package io.strongroom.cli;

import io.strongroom.server.config.ConfigException;
import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.store.postgres.DatabaseUrl;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.postgres.PostgresOptions.Replication;
import io.strongroom.store.sql.CacheSizes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that can use a database in place of a directory. */
final class DatabaseOptions {
  private static final int NODE_LENGTH = 64;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "A database: postgres://USER@HOST:PORT[,HOST:PORT...]/DATABASE.")
  private @Nullable String url;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the password for the database in its first line.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, see docs/configuration.md.")
  private @Nullable Path config;

  /**
   * Loads the settings, with what the command line sets besides.
   *
   * @throws Refusal with every fault
   */
  ServerConfig load(Map<Setting, String> others) throws Refusal {
    return load(others, url);
  }

  /** Loads the settings for a database that is named elsewhere. */
  ServerConfig load(Map<Setting, String> others, @Nullable String database) throws Refusal {
    Map<Setting, String> options = new EnumMap<>(Setting.class);
    options.putAll(others);
    put(options, Setting.STORE_URL, database);
    put(options, Setting.STORE_PASSWORD_FILE, passwordFile);
    try {
      return ConfigLoader.load(config, System.getenv(), options);
    } catch (ConfigException e) {
      throw new Refusal(e);
    }
  }

  /** Sets an option if it was given. */
  static void put(Map<Setting, String> options, Setting setting, @Nullable Object given) {
    if (given != null) {
      options.put(setting, given.toString());
    }
  }

  /**
   * Returns how the database of the settings is reached, or null if they name none.
   *
   * @throws Refusal if they make no sense
   */
  static @Nullable PostgresOptions database(ServerConfig config) throws Refusal {
    if (config.text(Setting.STORE_URL).isEmpty()) {
      return null;
    }
    try {
      DatabaseUrl url = DatabaseUrl.parse(config.text(Setting.STORE_URL));
      return new PostgresOptions(
          url,
          file(config, Setting.STORE_PASSWORD_FILE),
          tls(config, url),
          replication(config, url),
          node(config),
          new CacheSizes(
              config.number(Setting.STORE_SECRET_CACHE_BYTES),
              config.number(Setting.STORE_ENVELOPE_CACHE_BYTES),
              config.number(Setting.STORE_IDENTITY_CACHE_BYTES)),
          Math.toIntExact(config.number(Setting.STORE_READERS)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(e);
    }
  }

  private static PostgresOptions.Tls tls(ServerConfig config, DatabaseUrl url) {
    boolean needless = config.text(Setting.STORE_TLS).equals("auto") && url.isLoopback();
    return needless
        ? new PostgresOptions.Tls.Off()
        : new PostgresOptions.Tls.Verified(file(config, Setting.STORE_CA));
  }

  private static Replication replication(ServerConfig config, DatabaseUrl url) {
    return switch (config.text(Setting.STORE_REPLICATION)) {
      case "synchronous" -> Replication.SYNCHRONOUS;
      case "none" -> Replication.NONE;
      default -> url.isLoopback() ? Replication.NONE : Replication.SYNCHRONOUS;
    };
  }

  private static @Nullable Path file(ServerConfig config, Setting setting) {
    String text = config.text(setting);
    return text.isEmpty() ? null : Path.of(text);
  }

  private static String node(ServerConfig config) throws Refusal {
    String name = config.text(Setting.NODE_NAME);
    if (!name.isEmpty()) {
      return name;
    }
    try {
      String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
      return host.substring(0, Math.min(NODE_LENGTH, host.length()));
    } catch (UnknownHostException e) {
      throw new Refusal("this machine has no name; give the server one with node.name");
    }
  }
}
