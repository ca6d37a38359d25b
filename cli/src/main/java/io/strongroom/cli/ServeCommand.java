package io.strongroom.cli;

import io.strongroom.api.Authentication;
import io.strongroom.rotators.target.Targets;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.config.ConfigException;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.store.sql.StoreFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the production server over a store that {@code init} set up. */
@Command(
    name = "serve",
    description = "Serves a store that init has set up. Every request must be signed.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the store; with --store, of what this server keeps for itself.")
  private Path data;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Name of this server among all that use the database; default: the host's.")
  private @Nullable String node;

  @Option(
      names = "--root-key",
      required = true,
      paramLabel = "FILE",
      description = "The root key file that init has made.")
  private Path rootKey;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on; other than loopback only with TLS.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 = any free. Default: 3000.")
  private @Nullable String port;

  @Mixin private final TlsOptions tlsOptions = new TlsOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal, InterruptedException {
    ServerConfig settings = load();
    InetSocketAddress address =
        Addresses.parse(
            settings.text(Setting.LISTEN_HOST),
            Math.toIntExact(settings.number(Setting.LISTEN_PORT)),
            settings.tls() == null ? Addresses.Reach.LOOPBACK_ONLY : Addresses.Reach.ANY,
            "other addresses need TLS: --tls-cert and --tls-key");
    ServerTls tls = TlsOptions.load(settings.tls());
    StorePlace place = place(settings);
    PrintWriter err = spec.commandLine().getErr();
    StoreFiles.Opened opened = AwaitedStore.open(place, rootKey, settings.storeWait(), err);
    Server server;
    try {
      server =
          Server.start(
              opened.store(),
              opened.keyring(),
              serverSettings(settings, address, tls, data, rootKey));
    } catch (IOException e) {
      throw new Refusal(e);
    }
    StoreFormat format = opened.store().format();
    if (!format.isFinal()) {
      err.println(
          "The store in %s has %s until a release of format %d runs %s."
              .formatted(place, format, format.format(), place.finaliseCommand()));
    }
    err.println("Strongroom serves " + place + " at " + Serving.url(server) + ".");
    err.flush();
    return Serving.untilStopped(server, settings.drain());
  }

  private ServerConfig load() throws Refusal {
    Map<Setting, String> options = new EnumMap<>(Setting.class);
    DatabaseOptions.put(options, Setting.LISTEN_HOST, host);
    DatabaseOptions.put(options, Setting.LISTEN_PORT, port);
    DatabaseOptions.put(options, Setting.TLS_CERT, tlsOptions.certificate());
    DatabaseOptions.put(options, Setting.TLS_KEY, tlsOptions.key());
    DatabaseOptions.put(options, Setting.NODE_NAME, node);
    return database.load(options);
  }

  private StorePlace place(ServerConfig config) throws Refusal {
    boolean isElsewhere = !config.text(Setting.STORE_URL).isEmpty();
    if (isElsewhere) {
      StoreFiles.makeOwn(data);
    }
    return StoreFiles.place(isElsewhere ? null : data, config, null);
  }

  private static Targets targets(ServerConfig config) throws Refusal {
    try {
      return config.targets();
    } catch (ConfigException e) {
      throw new Refusal(e);
    }
  }

  private static ServerSettings serverSettings(
      ServerConfig config,
      InetSocketAddress address,
      @Nullable ServerTls tls,
      Path data,
      Path rootKey)
      throws Refusal {
    return new ServerSettings(
        address,
        tls,
        config.limits(),
        config.failures(),
        new Authentication.Mode.Strict(),
        Set.of(),
        config.issuers(),
        config.purgeInterval(),
        config.audit(data),
        config.functions(data, rootKey),
        Clocks.system(),
        targets(config),
        config.publicPolicies());
  }
}
