package io.strongroom.cli;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.HttpListener;
import io.strongroom.server.http.Limits;
import io.strongroom.server.tls.ServerTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dev}: a stand-in for AWS Secrets Manager on this machine, ready at once. */
@Command(
    name = "dev",
    description = "Serves a stand-in for AWS Secrets Manager on this machine, without set-up.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DevCommand implements Callable<Integer> {

  private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");

  /** Whom the server believes. */
  enum Auth {
    LENIENT,
    STRICT
  }

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 = any free.")
  private int port = 3000;

  @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on.")
  private String host = "127.0.0.1";

  @Option(
      names = "--allow-remote",
      description = "Allow an address that other machines reach. They need no credentials then!")
  private boolean allowRemote;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Accept this name in the Host header besides those of this machine; repeatable.")
  private List<String> allowHosts = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep data in this directory; without it everything is gone at exit.")
  private @Nullable Path data;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "Account of callers that the server does not know: 12 digits.")
  private String account = "000000000000";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of requests without a signature.")
  private String region = "us-east-1";

  @Option(
      names = "--auth",
      paramLabel = "MODE",
      description = "lenient: any credentials will do; strict: signatures are verified.")
  private Auth auth = Auth.LENIENT;

  @Mixin private final TlsOptions tlsOptions = new TlsOptions();

  /** Null if picocli did not make the command. */
  @Spec private @Nullable CommandSpec spec;

  /**
   * Sets what an option sets that has one plain value, and returns whether it does.
   *
   * @param option its name
   */
  boolean set(String option, String value) {
    switch (option) {
      case "--port" -> {
        if (!PORT.matcher(value).matches()) {
          return false;
        }
        port = Integer.parseInt(value);
      }
      case "--host" -> host = value;
      case "--data" -> data = Path.of(value);
      case "--account" -> account = value;
      case "--region" -> region = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public Integer call() throws Refusal, InterruptedException {
    if (!AccountId.isAccountId(account)) {
      throw new Refusal("--account takes 12 digits");
    }
    if (!Region.isRegion(region)) {
      throw new Refusal("--region takes a name such as us-east-1");
    }
    InetSocketAddress address =
        Addresses.parse(
            host,
            port,
            allowRemote ? Addresses.Reach.ANY : Addresses.Reach.LOOPBACK_ONLY,
            "add --allow-remote if every machine that reaches it may read and write secrets");
    ServerTls tls = TlsOptions.load(tlsOptions.files());
    Thread loading = Thread.ofPlatform().daemon().start(HttpListener::load);
    DevStore opened = DevStore.open(data, new AccountId(account));
    // Two threads that load the same classes in different order could wait for each other.
    loading.join();
    ServerSettings settings = settings(address, tls);
    Server server;
    try {
      server = Server.start(opened.store(), opened.keyring(), settings);
    } catch (IOException e) {
      throw new Refusal(e);
    }
    greet(server, opened);
    return Serving.untilStopped(server, Duration.ZERO);
  }

  private ServerSettings settings(InetSocketAddress address, @Nullable ServerTls tls) {
    Set<String> hosts = new HashSet<>();
    hosts.add(host.toLowerCase(Locale.ROOT));
    allowHosts.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    Authentication.Mode mode =
        auth == Auth.STRICT
            ? new Authentication.Mode.Strict()
            : new Authentication.Mode.Lenient(new AccountId(account), new Region(region));
    Limits limits =
        new Limits(
            Limits.Sizes.DEFAULT,
            Limits.Times.DEFAULT,
            new Limits.Connections(
                Limits.Connections.DEFAULT.total(),
                Limits.Connections.DEFAULT.perAddress(),
                Limits.Loopback.EXEMPT),
            Limits.Load.DEFAULT);
    FailureLimit.Rates failures =
        new FailureLimit.Rates(
            FailureLimit.Rates.DEFAULT.perAddress(),
            FailureLimit.Rates.DEFAULT.perKey(),
            FailureLimit.Loopback.EXEMPT);
    return new ServerSettings(
        address,
        tls,
        limits,
        failures,
        mode,
        hosts,
        List.of(),
        ServerSettings.DEFAULT_PURGE_INTERVAL,
        data == null ? null : AuditSettings.in(data),
        functions(),
        Clocks.movable(),
        RotationTargets.forDevelopment(port),
        PublicPolicyRule.Mode.AS_ASKED);
  }

  private FunctionHosting functions() {
    Path certificate = tlsOptions.certificate();
    return allowRemote
        ? FunctionHosting.closed()
        : FunctionHosting.open(data, certificate == null ? List.of() : List.of(certificate));
  }

  private void greet(Server server, DevStore opened) {
    PrintWriter err = spec == null ? Main.standardError() : spec.commandLine().getErr();
    err.println(
        data == null
            ? "Strongroom for development; everything is gone at exit (--data DIR keeps it)."
            : "Strongroom for development; data is kept in " + data + ".");
    if (allowRemote) {
      err.println("WARNING: every machine that reaches " + host + " can read and write secrets.");
    }
    err.println("For the AWS CLI and SDKs, paste:");
    err.println();
    err.println(
        "  export AWS_ENDPOINT_URL="
            + Serving.url(server)
            + " AWS_REGION="
            + region
            + " AWS_DEFAULT_REGION="
            + region);
    opened.printCredentials(err, auth);
    err.println();
    err.flush();
  }
}
