package io.strongroom.api;

import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.Intake;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request of somebody whom no signature names. Secrets of it are overwritten when it closes. */
public final class Arrival implements AutoCloseable, Intake {
  private final Trail trail;
  private final List<SensitiveBytes> secrets = new ArrayList<>(3);

  /** Begins with a request, of which what becomes known is noted in {@code trail}. */
  Arrival(Trail trail) {
    this.trail = trail;
  }

  /** Returns where it is noted what becomes known of the request. */
  Trail trail() {
    return trail;
  }

  /** Returns the id of the request. */
  public String requestId() {
    return trail.requestId();
  }

  /** Returns the time of the request, in milliseconds. */
  public Instant now() {
    return trail.time();
  }

  /** Remembers a secret, to overwrite it at the end. */
  public void closing(SensitiveBytes secret) {
    secrets.add(secret);
  }

  @Override
  public void secret(SensitiveBytes secret) {
    closing(secret);
  }

  @Override
  public void values(InputValues values) {
    trail.gave(values);
  }

  /** Overwrites every secret of the request. */
  @Override
  public void close() {
    secrets.forEach(SensitiveBytes::close);
  }
}
