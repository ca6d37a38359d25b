package io.strongroom.api;

import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.audit.ServiceEvents;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.Change;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.HmacSha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that each request leaves its one record (requirement AUD-1): in the commit of its
 * change, or accepted by the log before the answer's first byte.
 *
 * <p>Strangers, who have not proved who they are, have a {@linkplain StrangerBudget budget}: what
 * is beyond it is counted, and a refusal of theirs never waits for the log.
 */
public final class Recorder implements ServiceEvents {
  private final AuditLog log;
  private final StrangerBudget strangers;
  private final RecordWriter writer;
  private final InstantSource clock;

  /**
   * Hands records to {@code log}.
   *
   * @param tokens keys the hashes that stand for request tokens
   * @param strangersPerMinute how many records a minute strangers may leave, 0 or more
   */
  public Recorder(
      AuditLog log,
      RequestIds eventIds,
      HmacSha256 tokens,
      int strangersPerMinute,
      InstantSource clock) {
    this.log = log;
    this.strangers = new StrangerBudget(strangersPerMinute);
    this.writer = new RecordWriter(eventIds, tokens);
    this.clock = clock;
  }

  boolean isKept() {
    return log.isKept();
  }

  /** Tells whether a record would be accepted without waiting. */
  boolean acceptsAtOnce() {
    return log.acceptsAtOnce();
  }

  /** Refuses to begin a change that could not be recorded. */
  void requireRoom() {
    log.requireRoom();
  }

  /** Makes the record of something that the service does itself. */
  @Override
  public AuditRecord record(ServiceEvent event) {
    return writer.write(event, clock.instant());
  }

  /**
   * Adds to a change the records that are stored with it: that of the call, and those of what the
   * service does besides.
   */
  <O> Change<O> recorded(Change<O> change, AuditRecord own) {
    List<AuditRecord> records = new ArrayList<>(1);
    records.add(own);
    for (ServiceEvent event : change.events()) {
      records.add(record(event));
    }
    return change.recorded(records);
  }

  @Override
  public boolean areKept() {
    return log.isKept();
  }

  @Override
  public void committed() {
    log.committed();
  }

  /** Makes the record of a call as far as it has come. */
  AuditRecord record(Trail trail) {
    return writer.write(trail);
  }

  /**
   * Has the log accept the record of a request that is about to be answered, unless it was stored
   * with a change.
   *
   * @throws ServiceException ServiceUnavailable if the log does not accept it in time
   */
  void keep(Trail trail) {
    if (!log.isKept() || trail.isSettled()) {
      return;
    }
    Trail.Fault fault = trail.fault();
    if (trail.caller() == null && fault != null) {
      if (strangers.take(trail.time())) {
        offer(writer.write(trail), fault.code());
      } else {
        strangers.count(fault.code());
      }
    } else {
      log.accept(writer.write(trail));
    }
  }

  /**
   * Records a request that was refused before it could be one: malformed HTTP, or one that a web
   * page sent.
   *
   * @param request the request as far as it is known, or null
   */
  void refused(Peer peer, @Nullable WireRequest request, String requestId, String code) {
    if (!log.isKept()) {
      return;
    }
    Instant now = clock.instant();
    if (strangers.take(now)) {
      offer(writer.write(peer, request, requestId, code, now), code);
    } else {
      strangers.count(code);
    }
  }

  private void offer(AuditRecord record, String code) {
    if (!log.offer(record)) {
      strangers.count(code);
    }
  }

  /**
   * Records how many requests of strangers were counted and not recorded one by one, once their
   * minute is over. To be called now and then.
   */
  public void recordStrangers() {
    recordStrangers(clock.instant());
  }

  /** Does the same without waiting for the end of the minute. */
  public void recordLastStrangers() {
    recordStrangers(Instant.MAX);
  }

  private void recordStrangers(Instant now) {
    StrangerBudget.Overflow overflow = strangers.drain(now);
    if (overflow != null && !log.offer(writer.write(overflow, clock.instant()))) {
      strangers.putBack(overflow);
    }
  }
}
