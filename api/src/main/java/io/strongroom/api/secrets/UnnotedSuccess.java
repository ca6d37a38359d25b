package io.strongroom.api.secrets;

import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.audit.ServiceEvent.Kind;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that is over but for the note of it: AWSCURRENT has moved, and the function has not
 * answered yet. Whoever ends the rotation or begins another in between notes the success, for
 * nobody can later.
 */
final class UnnotedSuccess {
  private UnnotedSuccess() {}

  private static @Nullable RotationRun of(Secret secret) {
    RotationRun run = secret.rotation() == null ? null : secret.rotation().run();
    return run != null
            && run.trigger() != RotationRun.Trigger.TEST
            && run.isCurrentIn(secret.versions())
        ? run
        : null;
  }

  /** Returns how the secret rotates, with such a success counted. */
  static @Nullable RotationConfig counted(Secret secret, Instant now) {
    RotationConfig rotation = secret.rotation();
    return rotation == null || of(secret) == null ? rotation : rotation.succeeded(now);
  }

  /** Returns the change with the event of such a success in it. */
  static <O> Change<O> noted(Change<O> change, Secret before) {
    RotationRun run = of(before);
    return run == null
        ? change
        : change.with(ServiceEvent.of(Kind.ROTATION_SUCCEEDED, before, run.version()));
  }
}
