package io.strongroom.server.oidc;

import io.strongroom.iam.oidc.TrustedIssuer;
import io.strongroom.iam.oidc.WebTokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer as they were last read. What cannot be read anew is used on for {@link
 * #MAX_AGE}, and then no more: keys that the issuer has given up must not work for ever because it
 * cannot be reached.
 */
final class IssuerKeys implements TrustedIssuer.Keys {

  /** How long keys are used that could not be read anew. */
  static final Duration MAX_AGE = Duration.ofHours(24);

  private final Source source;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  private record Known(WebTokens.KeySet keys, Instant read) {}

  /** Where a key set comes from. */
  @FunctionalInterface
  interface Source {
    /** Reads the key set, within bounds of size and time. */
    String read() throws IOException, InterruptedException;
  }

  IssuerKeys(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * Reads the keys anew.
   *
   * @throws IOException if that failed, with a line that says why; what was known before is kept
   */
  void refresh() throws IOException, InterruptedException {
    String text = source.read();
    try {
      known = new Known(WebTokens.KeySet.parse(text), clock.instant());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public WebTokens.@Nullable KeySet current() {
    Known last = known;
    if (last == null || !clock.instant().isBefore(last.read().plus(MAX_AGE))) {
      return null;
    }
    return last.keys();
  }
}
