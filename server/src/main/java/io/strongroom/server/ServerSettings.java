package io.strongroom.server;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.rotators.target.Targets;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.IssuerSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import io.strongroom.server.tls.ServerTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and whom it believes.
 *
 * @param listen address and port; port 0 means any free one
 * @param tls what connections are protected with; null for plain HTTP
 * @param limits bounds of the listener
 * @param failures how many failed authentications are tolerated
 * @param mode what happens to requests that no key of this server signed
 * @param hosts besides loopback names, the names that a Host header may have in lenient mode; in
 *     lower case
 * @param issuers whose web identity tokens are believed
 * @param purgeInterval how often secrets whose recovery window ended are looked for
 * @param audit where records of calls are kept; null to keep none
 * @param functions which functions there are
 * @param clocks what time it is
 * @param targets which databases built-in rotators may reach
 * @param publicPolicies when public policies of secrets are refused
 */
public record ServerSettings(
    InetSocketAddress listen,
    @Nullable ServerTls tls,
    Limits limits,
    FailureLimit.Rates failures,
    Authentication.Mode mode,
    Set<String> hosts,
    List<IssuerSettings> issuers,
    Duration purgeInterval,
    @Nullable AuditSettings audit,
    FunctionHosting functions,
    Clocks clocks,
    Targets targets,
    PublicPolicyRule.Mode publicPolicies) {

  /** How often secrets whose recovery window ended are looked for, if nothing else is set. */
  public static final Duration DEFAULT_PURGE_INTERVAL = Duration.ofSeconds(60);

  /**
   * Returns the settings of a server that listens at {@code listen} and is as careful as can be.
   */
  public static ServerSettings strict(InetSocketAddress listen) {
    return new ServerSettings(
        listen,
        null,
        Limits.DEFAULT,
        FailureLimit.Rates.DEFAULT,
        new Authentication.Mode.Strict(),
        Set.of(),
        List.of(),
        DEFAULT_PURGE_INTERVAL,
        null,
        FunctionHosting.closed(),
        Clocks.system(),
        RotationTargets.STRICT,
        PublicPolicyRule.Mode.AS_ASKED);
  }

  /** Returns the same with an audit log. */
  public ServerSettings with(AuditSettings log) {
    return new ServerSettings(
        listen,
        tls,
        limits,
        failures,
        mode,
        hosts,
        issuers,
        purgeInterval,
        log,
        functions,
        clocks,
        targets,
        publicPolicies);
  }
}
