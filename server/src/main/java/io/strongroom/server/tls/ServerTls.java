package io.strongroom.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a listener (requirement TLS-1): versions 1.3 and 1.2, ephemeral elliptic curve keys
 * and authenticated ciphers only, no compression, no renegotiation by clients. New certificates are
 * taken over while connections go on (requirement TLS-3), and there are warnings before one expires
 * (requirement TLS-4).
 *
 * <p>BoringSSL does the work where its library can be loaded, and the JDK elsewhere; see {@code
 * docs/adr/0008-tls.md}. Nothing of either is loaded before {@link #load}.
 */
public final class ServerTls implements AutoCloseable {

  /** How often {@link #reloadIfChanged} and {@link #warnIfExpiring} are worth calling. */
  public static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Sessions that can be resumed; an entry is some kilobytes. */
  private static final int SESSIONS = 2_048;

  private static final Duration SESSION_LIFETIME = Duration.ofHours(1);

  /** How long a peer that takes nothing can put off the end of its connection. */
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  /** One answer to a record: no answers are put together in buffers that nobody would overwrite. */
  private static final int NOTHING_JOINED = 0;

  private static final System.Logger LOG = System.getLogger(ServerTls.class.getName());

  private final TlsFiles files;
  private final InstantSource clock;
  private final SslProvider provider;
  private List<Stamp> stamps;
  private ExpiryAlarm alarm;
  private SslContext context; // guarded by this

  private ServerTls(TlsFiles files, InstantSource clock, SslProvider provider) throws TlsException {
    this.files = files;
    this.clock = clock;
    this.provider = provider;
    this.stamps = stamps(files);
    TlsIdentity identity = TlsIdentity.read(files, clock.instant());
    this.alarm = new ExpiryAlarm(identity.until());
    this.context = context(identity, provider);
  }

  /**
   * Reads certificate and key.
   *
   * @param clock tells whether certificates are valid
   * @throws TlsException as {@link TlsIdentity#read}
   */
  public static ServerTls load(TlsFiles files, InstantSource clock) throws TlsException {
    return load(files, clock, OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
  }

  /** Reads certificate and key for a provider of the caller's choice. */
  static ServerTls load(TlsFiles files, InstantSource clock, SslProvider provider)
      throws TlsException {
    return new ServerTls(files, clock, provider);
  }

  private static SslContext context(TlsIdentity identity, SslProvider provider)
      throws TlsException {
    if (provider == SslProvider.JDK) {
      // The JDK has no other switch. It reads this one when the first context is made.
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
    try {
      return SslContextBuilder.forServer(identity.key(), identity.chain())
          .sslProvider(provider)
          .protocols(PROTOCOLS)
          .ciphers(CIPHER_SUITES, SupportedCipherSuiteFilter.INSTANCE)
          .sessionCacheSize(SESSIONS)
          .sessionTimeout(SESSION_LIFETIME.toSeconds())
          .build();
    } catch (SSLException e) {
      throw new TlsException("TLS cannot be set up with this certificate and key", e);
    }
  }

  /**
   * Returns what speaks TLS on one connection. It keeps no deadline for the handshake; the listener
   * does.
   */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslContext current = retained();
    try {
      SslHandler handler = current.newHandler(allocator);
      handler.setHandshakeTimeoutMillis(0);
      handler.setCloseNotifyFlushTimeoutMillis(LAST_WORD.toMillis());
      handler.setWrapDataSize(NOTHING_JOINED);
      return handler;
    } finally {
      ReferenceCountUtil.release(current); // the handler holds what it needs
    }
  }

  private synchronized SslContext retained() {
    return ReferenceCountUtil.retain(context);
  }

  /**
   * Takes over certificate and key if one of the files has changed since it was last looked at.
   * What cannot be used is refused, in the log too, and the old ones stay. Connections that are
   * open keep what they began with. Called by one thread.
   */
  public void reloadIfChanged() {
    List<Stamp> found = stamps(files);
    if (found.equals(stamps)) {
      return;
    }
    stamps = found; // before reading: a change while this reads is seen the next time
    try {
      TlsIdentity identity = TlsIdentity.read(files, clock.instant());
      ReferenceCountUtil.release(swap(context(identity, provider)));
      alarm = new ExpiryAlarm(identity.until());
      LOG.log(Level.INFO, "TLS certificate taken over; it is valid until {0}", identity.until());
    } catch (TlsException e) {
      LOG.log(Level.ERROR, "new TLS files refused, the old ones stay: {0}", e.getMessage());
    }
  }

  /**
   * Writes a warning to the log if the certificate, or one above it, expires within 30 days; daily,
   * and as an error on the last day. Called by the thread that calls {@link #reloadIfChanged}.
   */
  public void warnIfExpiring() {
    ExpiryAlarm.Warning due = alarm.due(clock.instant());
    if (due != null) {
      LOG.log(due.level(), "TLS certificate {0} {1}", files.certificate(), due.sentence());
    }
  }

  private synchronized SslContext swap(SslContext next) {
    SslContext old = context;
    context = next;
    return old;
  }

  /** Lets go of the key. No connection can be opened any more. */
  @Override
  public synchronized void close() {
    ReferenceCountUtil.release(context);
  }

  private static List<Stamp> stamps(TlsFiles files) {
    return Stream.of(files.certificate(), files.key()).map(Stamp::of).toList();
  }

  /** What tells one state of a file from another, without reading it. */
  private record Stamp(@Nullable FileTime modified, long size, @Nullable Object fileKey) {
    private static final Stamp MISSING = new Stamp(null, 0, null);

    /** Follows links: orchestrators renew files by turning a link. */
    static Stamp of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      } catch (IOException _) {
        return MISSING;
      }
    }
  }
}
