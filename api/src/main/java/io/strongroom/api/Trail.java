package io.strongroom.api;

import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.RequestContext;
import io.strongroom.iam.sigv4.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become known of one request on its way, for its audit record: the only object that
 * changes with the request. What is not known yet, or never will be, is null. For one thread.
 */
final class Trail {
  private final String requestId;
  private final Instant time;
  private final Service service;
  private final WireRequest request;
  private final Recorder recorder;

  private @Nullable Contract<?, ?> contract;
  private @Nullable Caller caller;
  private @Nullable InputValues input;
  private @Nullable Given<?> answer;
  private @Nullable Fault fault;
  private @Nullable Judged judged;
  private List<Touched> touched = List.of();
  private List<String> versions = List.of();
  private @Nullable AuditRecord pending;
  private boolean settled;

  /** Begins with a request that was received at {@code time}, in milliseconds. */
  Trail(String requestId, Instant time, Service service, WireRequest request, Recorder recorder) {
    this.requestId = requestId;
    this.time = time;
    this.service = service;
    this.request = request;
    this.recorder = recorder;
  }

  /** An answer and its shape. */
  record Given<O>(OutputStructure<O> shape, O value) {}

  /**
   * Why a request was refused.
   *
   * @param code as the service spells it on the wire
   * @param text the text without values of the request, may be empty
   */
  record Fault(String code, String text) {}

  /**
   * What the policies said.
   *
   * @param granted whether a grant of a key allowed what no policy did
   */
  record Judged(RequestContext context, Decision decision, boolean granted) {
    boolean isAllowed() {
      return granted || decision.isAllowed();
    }
  }

  /** Something that exists and was asked for. */
  record Touched(String arn, AccountId owner) {}

  String requestId() {
    return requestId;
  }

  Instant time() {
    return time;
  }

  Service service() {
    return service;
  }

  WireRequest request() {
    return request;
  }

  @Nullable Contract<?, ?> contract() {
    return contract;
  }

  @Nullable Caller caller() {
    return caller;
  }

  @Nullable InputValues input() {
    return input;
  }

  @Nullable Given<?> answer() {
    return answer;
  }

  @Nullable Fault fault() {
    return fault;
  }

  @Nullable Judged judged() {
    return judged;
  }

  List<Touched> touched() {
    return touched;
  }

  List<String> versions() {
    return versions;
  }

  /** Tells whether the record of this request is in the commit of its change. */
  boolean isSettled() {
    return settled;
  }

  /** Notes which operation is asked for. */
  void names(Operation<?, ?> operation) {
    contract = operation.contract();
  }

  /** Notes who calls. */
  void isBy(Caller known) {
    caller = known;
  }

  /** Notes what a valid request gave. */
  void gave(InputValues values) {
    input = values;
  }

  /** Notes why the request is refused. */
  void refused(String code, String text) {
    fault = new Fault(code, text);
  }

  /** Notes the answer that goes out. */
  <O> void answered(Contract<?, O> of, O out) {
    answer = of.output() == null ? null : new Given<>(of.output(), out);
  }

  /** Begins to decide, perhaps anew: what was noted of an earlier attempt is forgotten. */
  void deciding() {
    judged = null;
    touched = List.of();
    versions = List.of();
    pending = null;
  }

  /** Notes what policies said: the first that was asked, or whatever refuses. */
  void judged(RequestContext context, Decision decision, boolean granted) {
    Judged next = new Judged(context, decision, granted);
    if (judged == null || !next.isAllowed()) {
      judged = next;
    }
  }

  /** Notes something that exists and is asked for. */
  void touches(String arn, AccountId owner) {
    touched = touched.isEmpty() ? new ArrayList<>(1) : touched;
    touched.add(new Touched(arn, owner));
  }

  /** Notes which version of a secret was opened for the caller. */
  void opened(String versionId) {
    versions = versions.isEmpty() ? new ArrayList<>(1) : versions;
    versions.add(versionId);
  }

  /** What was noted at a time, to come back to when a part of a call fails alone. */
  record Mark(@Nullable Judged judged, int touched, int versions) {}

  Mark mark() {
    return new Mark(judged, touched.size(), versions.size());
  }

  /** Forgets what was noted since a mark. */
  void backTo(Mark mark) {
    judged = mark.judged();
    touched = touched.subList(0, mark.touched());
    versions = versions.subList(0, mark.versions());
  }

  /**
   * Returns the record to be stored with a change whose answer is decided, or null where nothing is
   * kept.
   */
  <O> @Nullable AuditRecord change(Contract<?, O> of, O out) {
    if (!recorder.isKept()) {
      return null;
    }
    answered(of, out);
    pending = recorder.record(this);
    return pending;
  }

  /** Notes that nothing was stored after all, so that the record is to be kept otherwise. */
  void changedNothing() {
    pending = null;
  }

  /** Notes that the operation is done, and what it stored with it. */
  void done() {
    if (pending != null) {
      pending = null;
      settled = true;
      recorder.committed();
    }
  }
}
