package io.strongroom.api;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.secret.VersionId;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: who calls, where, and when. Plaintext that the call opened is overwritten
 * when it closes.
 */
public final class Call implements AutoCloseable, KeyUser {
  private final Arrival arrival;
  private final Caller caller;
  private final Runner runner;
  private final Sightings sightings;
  private @Nullable Standing standing;

  /**
   * Opens a call.
   *
   * @param trail the request as it was received, and where more of it is noted
   * @param caller who signed the request, and for which region
   * @param runner runs operations that this call is made of
   * @param sightings is told of plaintexts
   */
  Call(Trail trail, Caller caller, Runner runner, Sightings sightings) {
    this(trail, caller, runner, sightings, null);
  }

  /**
   * Opens a call that may bring a file.
   *
   * @param spool takes it, or null if there is none
   */
  Call(
      Trail trail, Caller caller, Runner runner, Sightings sightings, @Nullable UploadSpool spool) {
    this.sightings = sightings;
    this.arrival = new Arrival(trail, spool);
    this.caller = caller;
    this.runner = runner;
  }

  /** Runs a read for a call, with the same permission as if the caller had asked for it alone. */
  public interface Runner {
    /** Judges and answers. */
    <I, O> O run(ReadOperation<I, O> operation, I in, Call call);
  }

  /** Runs a read that this call is made of, judged on its own. */
  public <I, O> O run(ReadOperation<I, O> operation, I in) {
    Trail.Mark mark = trail().mark();
    try {
      return runner.run(operation, in, this);
    } catch (ServiceException e) {
      trail().backTo(mark);
      throw e;
    }
  }

  /** Notes which version of a secret was opened for the caller. */
  public void opened(VersionId version) {
    trail().opened(version.text());
  }

  /**
   * Returns the record of this call, for a change that the operation itself stores; or null where
   * nothing is kept.
   *
   * @param answer what will be answered once the change is durable
   */
  public <O> @Nullable AuditRecord record(Operation<?, O> operation, O answer) {
    return trail().change(operation.contract(), answer);
  }

  /** Notes that the change with the record of this call was not stored after all. */
  public void changedNothing() {
    trail().changedNothing();
  }

  /** Returns where it is noted what becomes known of the request. */
  Trail trail() {
    return arrival.trail();
  }

  /**
   * Returns what the caller is to policies, which is gathered when it is first asked for: a call is
   * judged several times, and a change of policies binds with the next one (requirement PRM-5).
   */
  Standing standing(Function<Call, Standing> gathering) {
    Standing known = standing;
    if (known == null) {
      known = gathering.apply(this);
      standing = known;
    }
    return known;
  }

  /** Returns the request as it is before anybody says who calls. */
  Arrival arrival() {
    return arrival;
  }

  /** Returns the id of the request. */
  public String requestId() {
    return arrival.requestId();
  }

  /** Returns the time of the call. */
  public Instant now() {
    return arrival.now();
  }

  /** Returns who calls, and with which credentials. */
  public Caller caller() {
    return caller;
  }

  /** Returns the peer that sent the request. */
  Peer peer() {
    return trail().request().peer();
  }

  /** Returns a header field of the request, or null. */
  @Nullable String header(String lowerCaseName) {
    return trail().request().headers().get(lowerCaseName);
  }

  /** Returns who calls. */
  @Override
  public Principal.OfAccount principal() {
    return caller.principal();
  }

  /** Returns the account of the caller. */
  public AccountId account() {
    return caller.principal().account();
  }

  /** Returns the region that the call is for. */
  public Region region() {
    return caller.region();
  }

  /** Remembers a plaintext, to overwrite it at the end of the call. */
  public void closing(SensitiveBytes plaintext) {
    arrival.closing(plaintext);
  }

  /** Overwrites every plaintext of the call. */
  @Override
  public void close() {
    String key = caller.session() == null ? null : caller.accessKeyId();
    try {
      if (key != null) {
        arrival.show(plaintext -> sightings.saw(key, plaintext));
      }
    } finally {
      arrival.close();
    }
  }
}
