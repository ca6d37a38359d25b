package io.strongroom.server.oidc;

import io.strongroom.iam.oidc.TrustedIssuer;
import io.strongroom.iam.oidc.WebTokens;
import io.strongroom.server.config.IssuerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that are believed, with their keys, which are read anew in the background. Keys in a
 * file must be there at the start; keys to fetch may come later, and until then tokens are answered
 * with IDPCommunicationError.
 */
public final class Issuers implements AutoCloseable {

  /** How often keys are read anew. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  /** How soon keys that could not be read are tried again. */
  private static final Duration RETRY = Duration.ofSeconds(15);

  private static final System.Logger LOG = System.getLogger(Issuers.class.getName());

  private final @Nullable KeyFetch fetch;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("strongroom-issuers").daemon().unstarted(task));
  private final List<TrustedIssuer> trusted = new ArrayList<>();

  private Issuers(@Nullable KeyFetch fetch) {
    this.fetch = fetch;
  }

  /**
   * Reads the keys of all issuers.
   *
   * @throws IOException if those in a file cannot be read, with a line that says why
   */
  public static Issuers start(List<IssuerSettings> settings, InstantSource clock)
      throws IOException {
    boolean fetching = settings.stream().anyMatch(IssuerSettings::isFetched);
    Issuers issuers = new Issuers(fetching ? new KeyFetch() : null);
    try {
      for (IssuerSettings each : settings) {
        issuers.add(each, clock);
      }
      return issuers;
    } catch (IOException e) {
      issuers.close();
      throw e;
    }
  }

  private void add(IssuerSettings settings, InstantSource clock) throws IOException {
    IssuerKeys keys = new IssuerKeys(source(settings), clock);
    trusted.add(new TrustedIssuer(settings.url(), settings.audiences(), keys));
    long first = 0;
    if (!settings.isFetched()) {
      try {
        keys.refresh();
      } catch (IOException e) {
        throw new IOException(
            "the keys of " + settings.url() + " cannot be read from " + settings.keys(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      first = INTERVAL.toMillis();
    }
    schedule(settings, keys, first);
  }

  private IssuerKeys.Source source(IssuerSettings settings) {
    if (fetch != null && settings.isFetched()) {
      URI address = URI.create(settings.keys());
      return () -> fetch.fetch(address);
    }
    Path file = Path.of(settings.keys());
    return () -> {
      if (Files.size(file) > KeyFetch.MAX_BYTES) {
        throw new IOException("the file is too large for a key set");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    };
  }

  private void schedule(IssuerSettings settings, IssuerKeys keys, long delayMillis) {
    var _ =
        executor.schedule(
            () -> schedule(settings, keys, refresh(settings, keys).toMillis()),
            delayMillis,
            TimeUnit.MILLISECONDS);
  }

  private static Duration refresh(IssuerSettings settings, IssuerKeys keys) {
    try {
      keys.refresh();
      return INTERVAL;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the keys of " + settings.url() + " could not be read: " + e.getMessage());
      return RETRY;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERVAL;
    }
  }

  /** Returns what checks the tokens of these issuers. */
  public WebTokens tokens() {
    return new WebTokens(trusted);
  }

  /** Stops reading keys. */
  @Override
  public void close() {
    executor.shutdownNow();
    if (fetch != null) {
      fetch.close();
    }
  }
}
