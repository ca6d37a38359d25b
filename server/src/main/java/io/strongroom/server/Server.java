package io.strongroom.server;

import io.strongroom.api.Authentication;
import io.strongroom.core.rotation.run.RotationScheduler;
import io.strongroom.core.store.Store;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.rotators.builtin.Rotators;
import io.strongroom.server.Front.Readiness;
import io.strongroom.server.function.FunctionRoom;
import io.strongroom.server.http.HttpListener;
import io.strongroom.server.oidc.Issuers;
import io.strongroom.server.remote.RemoteFunctions;
import io.strongroom.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A running server: an {@linkplain Assembly assembly}, its listener and its tasks.
 *
 * <p>It takes over the store, the keyring and the TLS that it is given, and closes them last.
 */
public final class Server implements AutoCloseable {

  private final Store store;
  private final Keyring keyring;
  private final @Nullable ServerTls tls;
  private final Issuers issuers;
  private final Background background;
  private final RotationScheduler rotations;
  private final ProofPool proofs;
  private final HttpListener listener;
  private final Auditing auditing;
  private final FunctionRoom functions;
  private final AtomicBoolean ready;

  private Server(
      Store store,
      Keyring keyring,
      @Nullable ServerTls tls,
      Issuers issuers,
      Background background,
      RotationScheduler rotations,
      ProofPool proofs,
      HttpListener listener,
      Auditing auditing,
      FunctionRoom functions,
      AtomicBoolean ready) {
    this.store = store;
    this.keyring = keyring;
    this.tls = tls;
    this.issuers = issuers;
    this.background = background;
    this.rotations = rotations;
    this.proofs = proofs;
    this.listener = listener;
    this.auditing = auditing;
    this.functions = functions;
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
    Entropy entropy = Entropy.secure();
    Clocks clocks = settings.clocks();
    Issuers issuers = issuers(settings, clocks.real(), store, keyring);
    Auditing auditing = auditing(settings, clocks.real(), entropy, store, keyring, issuers);
    FunctionRoom functions = functions(settings, clocks, store, keyring, issuers, auditing);
    Assembly assembly =
        new Assembly(
            store, keyring, settings, entropy, clocks, issuers, functions, auditing.recorder());
    AtomicBoolean ready = new AtomicBoolean(true);
    BooleanSupplier works = () -> auditing.isHealthy() && store.membership().isReady();
    Front front =
        new Front(
            assembly.gateway,
            assembly.longBodies,
            store.membership(),
            () -> readiness(ready.get(), works),
            guard(settings),
            devClock(clocks));
    ServerTls tls = settings.tls();
    HttpListener listener;
    try {
      listener = HttpListener.start(settings.listen(), settings.limits(), tls, front);
    } catch (IOException e) {
      functions.close();
      issuers.close();
      auditing.close();
      closeAll(store, keyring, tls);
      throw e;
    }
    String endpoint = settings.functions().way().endpoint();
    String own = url(listener.address(), tls != null);
    functions.runner().connect(assembly.roles, endpoint == null ? own : endpoint);
    Background background = Background.start(assembly, settings.purgeInterval());
    if (tls != null) {
      tls.warnIfExpiring();
      background.repeat(tls::reloadIfChanged, ServerTls.CHECK_INTERVAL);
      background.repeat(tls::warnIfExpiring, ServerTls.CHECK_INTERVAL);
    }
    background.repeat(auditing.recorder()::recordStrangers, Auditing.STRANGERS_INTERVAL);
    return new Server(
        store,
        keyring,
        tls,
        issuers,
        background,
        assembly.rotations,
        assembly.proofs,
        listener,
        auditing,
        functions,
        ready);
  }

  private static Readiness readiness(boolean stays, BooleanSupplier works) {
    if (!stays) {
      return Readiness.LEAVING;
    }
    return works.getAsBoolean() ? Readiness.READY : Readiness.UNREADY;
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

  private static FunctionRoom functions(
      ServerSettings settings,
      Clocks clocks,
      Store store,
      Keyring keyring,
      Issuers issuers,
      Auditing auditing)
      throws IOException {
    try {
      RemoteFunctions remotes =
          RemoteFunctions.open(
              settings.functions().remotes(), settings.targets().authorities(), clocks.real());
      return FunctionRoom.open(
          settings.functions(),
          Rotators.all(settings.targets()),
          Rotators.ofPartners(),
          remotes,
          store,
          keyring,
          clocks.ours());
    } catch (IOException e) {
      auditing.close();
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

  private static @Nullable DevClock devClock(Clocks clocks) {
    MovableClock moved = clocks.moved();
    return moved == null ? null : new DevClock(moved);
  }

  private static @Nullable BrowserGuard guard(ServerSettings settings) {
    return settings.mode() instanceof Authentication.Mode.Lenient
        ? new BrowserGuard(settings.hosts())
        : null;
  }

  /** Returns the URL that this machine reaches the server by. */
  public String url() {
    return url(listener.address(), speaksTls());
  }

  private static String url(InetSocketAddress address, boolean tls) {
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
    String scheme = tls ? "https://" : "http://";
    return scheme + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
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
   * Says that no more requests should come, and answers those that do for some time.
   *
   * @param time how long; none stops nothing
   */
  public void drain(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      markUnready();
      listener.drain();
      Thread.sleep(time);
    }
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
    rotations.close();
    proofs.close();
    functions.close();
    auditing.close();
    closeAll(store, keyring, tls);
  }
}
