package io.strongroom.cli;

import io.strongroom.api.Authentication;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.config.ConfigException;
import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
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
      description = "Directory of the store.")
  private Path data;

  @Option(
      names = "--root-key",
      required = true,
      paramLabel = "FILE",
      description = "The root key file that init has made.")
  private Path rootKey;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, see docs/configuration.md.")
  private @Nullable Path config;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on; only loopback addresses until TLS is there.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 = any free. Default: 3000.")
  private @Nullable String port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal, InterruptedException {
    ServerConfig settings = load();
    InetSocketAddress address =
        Addresses.parse(
            settings.text(Setting.LISTEN_HOST),
            Math.toIntExact(settings.number(Setting.LISTEN_PORT)),
            Addresses.Reach.LOOPBACK_ONLY,
            "other addresses need TLS, which is not there yet");
    StoreFiles.Opened opened = StoreFiles.open(data, rootKey, StoreFiles.options(settings));
    Server server;
    try {
      server = Server.start(opened.store(), opened.keyring(), serverSettings(settings, address));
    } catch (IOException e) {
      throw new Refusal(e);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("Strongroom serves " + data + " at " + Serving.url(server.address()) + ".");
    err.flush();
    return Serving.untilStopped(server);
  }

  private ServerConfig load() throws Refusal {
    Map<Setting, String> options = new EnumMap<>(Setting.class);
    if (host != null) {
      options.put(Setting.LISTEN_HOST, host);
    }
    if (port != null) {
      options.put(Setting.LISTEN_PORT, port);
    }
    try {
      return ConfigLoader.load(config, System.getenv(), options);
    } catch (ConfigException e) {
      throw new Refusal(e);
    }
  }

  private static ServerSettings serverSettings(ServerConfig config, InetSocketAddress address) {
    return new ServerSettings(
        address,
        config.limits(),
        config.failures(),
        new Authentication.Mode.Strict(),
        Set.of(),
        config.purgeInterval());
  }
}
