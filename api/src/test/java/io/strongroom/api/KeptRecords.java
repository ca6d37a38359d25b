package io.strongroom.api;

import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditOutbox;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A log in memory that takes records of changes as soon as they are committed. */
final class KeptRecords implements AuditLog {
  private final AuditOutbox outbox;
  private final List<AuditRecord> kept = new ArrayList<>();

  /** Whether records are kept at all. */
  volatile boolean on = true;

  /** Whether records are accepted. */
  volatile boolean open = true;

  private long taken;

  KeptRecords(AuditOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public boolean isKept() {
    return on;
  }

  @Override
  public boolean acceptsAtOnce() {
    return open;
  }

  @Override
  public void accept(AuditRecord record) {
    if (!offer(record)) {
      throw new ServiceException(ErrorCode.SERVICE_UNAVAILABLE, "");
    }
  }

  @Override
  public synchronized boolean offer(AuditRecord record) {
    return open && kept.add(record);
  }

  @Override
  public void requireRoom() {
    if (!open) {
      throw new ServiceException(ErrorCode.SERVICE_UNAVAILABLE, "");
    }
  }

  @Override
  public synchronized void committed() {
    for (AuditOutbox.Waiting each : outbox.waitingRecords(taken, Integer.MAX_VALUE)) {
      taken = each.number();
      kept.add(each.record());
    }
    outbox.forgetRecords(taken);
  }

  /** Forgets those that there are. */
  synchronized void clear() {
    kept.clear();
  }

  /** Returns how many there are. */
  synchronized int count() {
    return kept.size();
  }

  /** Returns those of calls, and none of what the service did itself. */
  synchronized List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      if (text(i).contains("\"eventType\":\"AwsApiCall\"")) {
        calls.add(text(i));
      }
    }
    return calls;
  }

  /** Returns the text of one. */
  synchronized String text(int index) {
    return new String(kept.get(index).bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the newest as an object. */
  synchronized Map<String, Object> last() {
    return Json.object(kept.getLast().bytes());
  }

  /** Returns all of them as one text. */
  synchronized String all() {
    StringBuilder all = new StringBuilder();
    kept.forEach(each -> all.append(new String(each.bytes(), StandardCharsets.UTF_8)).append('\n'));
    return all.toString();
  }
}
