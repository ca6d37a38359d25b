package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;

/** What a process said about the event that it was given. */
sealed interface Outcome {

  /** The answer of the handler. */
  record Response(SensitiveBytes body) implements Outcome {}

  /** The handler failed; the process takes further events. */
  record HandlerError(String type, SensitiveBytes body) implements Outcome {}

  /** The process could not get ready, and is of no use. */
  record InitError(String type, SensitiveBytes body) implements Outcome {}

  /** The answer was longer than {@code limit} bytes. */
  record TooLarge(int limit) implements Outcome {}
}
