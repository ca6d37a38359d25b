package io.strongroom.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log somebody wants to see. What is null or empty does not limit.
 *
 * @param since the earliest time
 * @param until the time before which it was
 * @param event the name of the operation, in any case
 * @param user a part of what the caller is called: of an ARN, a name, a key id
 * @param target a part of an ARN or a name of what the request was about
 * @param errorsOnly whether only refusals and faults are wanted
 */
public record AuditFilter(
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String event,
    @Nullable String user,
    @Nullable String target,
    boolean errorsOnly) {

  /** Tells whether a line is wanted. */
  public boolean admits(AuditLine line) {
    return (since == null || !line.time().isBefore(since))
        && (until == null || line.time().isBefore(until))
        && (event == null || event.equalsIgnoreCase(line.event()))
        && (user == null || line.names().stream().anyMatch(name -> name.contains(user)))
        && (target == null || line.targets().stream().anyMatch(name -> name.contains(target)))
        && (!errorsOnly || line.error() != null);
  }
}
