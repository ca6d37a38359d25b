package io.strongroom.server;

import io.strongroom.api.Authentication;
import io.strongroom.api.Authorizer;
import io.strongroom.api.Gateway;
import io.strongroom.api.Operations;
import io.strongroom.api.RequestIds;
import io.strongroom.api.Services;
import io.strongroom.api.TrustJudge;
import io.strongroom.api.iam.IamOperations;
import io.strongroom.api.kms.KmsOperations;
import io.strongroom.api.organizations.OrganizationsOperations;
import io.strongroom.api.secrets.SecretsOperations;
import io.strongroom.api.sts.StsOperations;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.LastUses;
import io.strongroom.core.identity.Organization;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.identity.Sessions;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.ClockWatch;
import io.strongroom.core.store.KeyUpkeep;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Purge;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Store;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.policy.eval.PolicyCache;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.Purpose;
import io.strongroom.server.http.HttpListener;
import io.strongroom.server.oidc.Issuers;
import io.strongroom.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running server. All parts are put together here, by constructors and in order.
 *
 * <p>It takes over the store, the keyring and the TLS that it is given, and closes them last.
 */
public final class Server implements AutoCloseable {

  /** How long the texts of all policies that are kept compiled may be together, in characters. */
  private static final long COMPILED_POLICY_CHARACTERS = 1 << 20;

  private final Store store;
  private final Keyring keyring;
  private final @Nullable ServerTls tls;
  private final Issuers issuers;
  private final Background background;
  private final HttpListener listener;
  private final Auditing auditing;
  private final AtomicBoolean ready;

  private Server(
      Store store,
      Keyring keyring,
      @Nullable ServerTls tls,
      Issuers issuers,
      Background background,
      HttpListener listener,
      Auditing auditing,
      AtomicBoolean ready) {
    this.store = store;
    this.keyring = keyring;
    this.tls = tls;
    this.issuers = issuers;
    this.background = background;
    this.listener = listener;
    this.auditing = auditing;
    this.ready = ready;
  }

  /**
   * Starts to serve {@code store}.
   *
   * @throws IOException if the address cannot be listened on or keys cannot be read, with one line
   *     that says why; what was to be taken over is closed then
   */
  public static Server start(Store store, Keyring keyring, ServerSettings settings)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Entropy entropy = Entropy.secure();
    AccessDays accesses = new AccessDays(store);
    Directories directories = new Directories(store, strangers(settings), clock);
    PolicyPrincipals principals = new PolicyPrincipals(directories);
    LastUses uses = new LastUses(store, clock);
    PrincipalPolicies policies = new PrincipalPolicies(new PolicyCache(COMPILED_POLICY_CHARACTERS));
    Authorizer authorizer = new Authorizer(directories, policies, store);
    Keys keys = new Keys(store, keyring, entropy, clock);
    KmsKeys kmsKeys = new KmsKeys(keys, authorizer);
    Vault vault = new Vault(store, kmsKeys, keyring);
    Secrets secrets = new Secrets(store, accesses, new Replicas(store, vault, entropy));
    PageTokens tokens = new PageTokens(keyring.hmac(Purpose.PAGE_TOKENS));
    FailureLimit failures = new FailureLimit(settings.failures(), System::nanoTime);
    Operations ofSecrets =
        SecretsOperations.operations(
            store, secrets, vault, authorizer, principals, accesses, tokens, entropy);
    Credentials credentials = new Credentials(keyring);
    Sessions sessions = new Sessions(new SessionTokens(keyring), credentials, directories, entropy);
    SigV4Verifier verifier = new SigV4Verifier(directories, credentials, sessions, clock, failures);
    Authentication authentication =
        new Authentication(verifier, failures, directories, uses, settings.mode());
    Issuers issuers = issuers(settings, clock, store, keyring);
    Auditing auditing = auditing(settings, clock, entropy, store, keyring, issuers);
    TrustJudge judge = new TrustJudge(directories, policies);
    Organization organization = new Organization(store, entropy);
    Services services =
        Services.of(
            SecretsOperations.service(ofSecrets),
            KmsOperations.service(
                KmsOperations.operations(store, keys, principals, keyring, tokens, entropy)),
            IamOperations.service(
                IamOperations.operations(directories, credentials, uses, tokens, entropy)),
            StsOperations.service(
                StsOperations.operations(store, directories, sessions, judge, issuers.tokens())),
            OrganizationsOperations.service(
                OrganizationsOperations.operations(organization, directories, tokens, entropy)));
    Gateway gateway =
        new Gateway(
            services,
            authentication,
            authorizer,
            secrets,
            keys,
            directories,
            new RequestIds(entropy),
            auditing.recorder(),
            clock);
    AtomicBoolean ready = new AtomicBoolean(true);
    Front front = new Front(gateway, () -> ready.get() && auditing.isHealthy(), guard(settings));
    ServerTls tls = settings.tls();
    HttpListener listener;
    try {
      listener = HttpListener.start(settings.listen(), settings.limits(), tls, front);
    } catch (IOException e) {
      issuers.close();
      auditing.close();
      closeAll(store, keyring, tls);
      throw e;
    }
    ClockWatch watch = new ClockWatch(clock, System::nanoTime);
    Purge purge = new Purge(store, clock, watch);
    KeyUpkeep upkeep = new KeyUpkeep(store, keys, clock, watch);
    Background background =
        Background.start(accesses, uses, purge, upkeep, settings.purgeInterval());
    if (tls != null) {
      tls.warnIfExpiring();
      background.repeat(tls::reloadIfChanged, ServerTls.CHECK_INTERVAL);
      background.repeat(tls::warnIfExpiring, ServerTls.CHECK_INTERVAL);
    }
    background.repeat(auditing.recorder()::recordStrangers, Auditing.STRANGERS_INTERVAL);
    return new Server(store, keyring, tls, issuers, background, listener, auditing, ready);
  }

  private static Issuers issuers(
      ServerSettings settings, InstantSource clock, Store store, Keyring keyring)
      throws IOException {
    try {
      return Issuers.start(settings.issuers(), clock);
    } catch (IOException e) {
      closeAll(store, keyring, settings.tls());
      throw e;
    }
  }

  private static Auditing auditing(
      ServerSettings settings,
      InstantSource clock,
      Entropy entropy,
      Store store,
      Keyring keyring,
      Issuers issuers)
      throws IOException {
    try {
      return Auditing.start(settings.audit(), store, keyring, entropy, clock);
    } catch (IOException e) {
      issuers.close();
      closeAll(store, keyring, settings.tls());
      throw e;
    }
  }

  private static void closeAll(Store store, Keyring keyring, @Nullable ServerTls tls) {
    store.close();
    keyring.close();
    if (tls != null) {
      tls.close();
    }
  }

  private static Directories.Strangers strangers(ServerSettings settings) {
    return switch (settings.mode()) {
      case Authentication.Mode.Strict() -> Directories.Strangers.ABSENT;
      case Authentication.Mode.Lenient _ -> Directories.Strangers.WELCOME;
    };
  }

  private static @Nullable BrowserGuard guard(ServerSettings settings) {
    return settings.mode() instanceof Authentication.Mode.Lenient
        ? new BrowserGuard(settings.hosts())
        : null;
  }

  /** Returns where the server listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Tells whether connections are protected with TLS. */
  public boolean speaksTls() {
    return tls != null;
  }

  /** Says through the health check that the server should get no more requests. */
  public void markUnready() {
    ready.set(false);
  }

  /**
   * Finishes running requests and stops, in at most two seconds, and two more if the audit log
   * hangs.
   */
  @Override
  public void close() {
    markUnready();
    listener.close();
    issuers.close();
    background.close();
    auditing.close();
    closeAll(store, keyring, tls);
  }
}
