package io.strongroom.api;

import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.Intake;
import io.strongroom.core.function.CodeFile;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request of somebody whom no signature names. Secrets of it are overwritten when it closes. */
public final class Arrival implements AutoCloseable, Intake {
  private final Trail trail;
  private final @Nullable UploadSpool spool;
  private final List<SensitiveBytes> secrets = new ArrayList<>(3);
  private @Nullable CodeFile file;

  /** Begins with a request, of which what becomes known is noted in {@code trail}. */
  Arrival(Trail trail) {
    this(trail, null);
  }

  /**
   * The same where requests may bring files.
   *
   * @param spool takes them, or null if there are none
   */
  Arrival(Trail trail, @Nullable UploadSpool spool) {
    this.trail = trail;
    this.spool = spool;
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

  /** A second file of one request replaces the first, and is the last. */
  @Override
  public CodeFile file(Transfer transfer) throws IOException {
    if (spool == null) {
      throw new IllegalStateException("no file is expected");
    }
    closeFile();
    CodeFile taken = spool.take(transfer);
    file = taken;
    return taken;
  }

  private void closeFile() {
    if (file != null) {
      UploadSpool.remove(file);
      file = null;
    }
  }

  @Override
  public void values(InputValues values) {
    trail.gave(values);
  }

  /** Shows every secret of the request, before it goes out. */
  void show(Consumer<SensitiveBytes> viewer) {
    secrets.forEach(viewer);
  }

  /** Overwrites every secret of the request, and removes its file. */
  @Override
  public void close() {
    secrets.forEach(SensitiveBytes::close);
    closeFile();
  }
}
