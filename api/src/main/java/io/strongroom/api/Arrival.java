package io.strongroom.api;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request of somebody whom no signature names. Secrets of it are overwritten when it closes. */
public final class Arrival implements AutoCloseable {
  private final String requestId;
  private final Instant now;
  private final List<SensitiveBytes> secrets = new ArrayList<>(3);

  /**
   * Begins with a request.
   *
   * @param now the time of the whole request, in milliseconds
   */
  public Arrival(String requestId, Instant now) {
    this.requestId = requestId;
    this.now = now;
  }

  /** Returns the id of the request. */
  public String requestId() {
    return requestId;
  }

  /** Returns the time of the request. */
  public Instant now() {
    return now;
  }

  /** Remembers a secret, to overwrite it at the end. */
  public void closing(SensitiveBytes secret) {
    secrets.add(secret);
  }

  /** Overwrites every secret of the request. */
  @Override
  public void close() {
    secrets.forEach(SensitiveBytes::close);
  }
}
