package io.strongroom.api;

import io.strongroom.core.key.KeyUser;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
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
  private final WireRequest request;
  private final Runner runner;
  private @Nullable Standing standing;

  /**
   * Opens a call.
   *
   * @param now the time of the whole call, in milliseconds
   * @param caller who signed the request, and for which region
   * @param request the request as it was received
   * @param runner runs operations that this call is made of
   */
  public Call(String requestId, Instant now, Caller caller, WireRequest request, Runner runner) {
    this.arrival = new Arrival(requestId, now);
    this.caller = caller;
    this.request = request;
    this.runner = runner;
  }

  /** Runs a read for a call, with the same permission as if the caller had asked for it alone. */
  public interface Runner {
    /** Judges and answers. */
    <I, O> O run(ReadOperation<I, O> operation, I in, Call call);
  }

  /** Runs a read that this call is made of, judged on its own. */
  public <I, O> O run(ReadOperation<I, O> operation, I in) {
    return runner.run(operation, in, this);
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
    return request.peer();
  }

  /** Returns a header field of the request, or null. */
  @Nullable String header(String lowerCaseName) {
    return request.headers().get(lowerCaseName);
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
    arrival.close();
  }
}
