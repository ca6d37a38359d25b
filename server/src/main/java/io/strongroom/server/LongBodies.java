package io.strongroom.server;

import io.strongroom.api.BodyBounds;
import io.strongroom.api.lambda.UploadRule;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.BodyRoom;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The rooms for bodies that are longer than usual. */
final class LongBodies {

  /** The longest payload of a function. Source: Lambda developer guide, "Lambda quotas". */
  private static final long MAX_PAYLOAD = 6L << 20;

  /** The longest request with a zip file, which is in base64: 50 MiB and what is around it. */
  private static final long MAX_FILE = 70L << 20;

  /** A payload is in memory twice while its function runs. */
  private static final int PAYLOADS = 4;

  private static final int FILES = 2;

  private final BodyBounds bounds;
  private final BodyRoom payloads;
  private final @Nullable BodyRoom files;

  /**
   * Makes room.
   *
   * @param scratch where files are kept meanwhile
   */
  LongBodies(BodyBounds bounds, UploadRule.Mode uploads, Path scratch) {
    this.bounds = bounds;
    this.payloads = new BodyRoom(MAX_PAYLOAD, null, new Semaphore(PAYLOADS));
    this.files =
        uploads == UploadRule.Mode.ON
            ? new BodyRoom(MAX_FILE, scratch, new Semaphore(FILES))
            : null;
  }

  /** Returns the room for a request, or null if its body is not to be longer than usual. */
  @Nullable BodyRoom roomFor(WireRequest head) {
    return switch (bounds.of(head)) {
      case USUAL -> null;
      case PAYLOAD -> payloads;
      case FILE -> files;
    };
  }
}
