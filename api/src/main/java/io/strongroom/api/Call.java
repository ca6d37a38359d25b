package io.strongroom.api;

import io.strongroom.core.key.KeyUser;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One call under way: who calls, where, and when. Plaintext that the call opened is overwritten
 * when it closes.
 */
public final class Call implements AutoCloseable, KeyUser {
  private final String requestId;
  private final Instant now;
  private final Principal.OfAccount principal;
  private final Region region;
  private final Runner runner;
  private final List<SensitiveBytes> plaintexts = new ArrayList<>(1);

  /**
   * Opens a call.
   *
   * @param now the time of the whole call, in milliseconds
   * @param principal who signed the request
   * @param region the region that the request was signed for
   * @param runner runs operations that this call is made of
   */
  public Call(
      String requestId, Instant now, Principal.OfAccount principal, Region region, Runner runner) {
    this.requestId = requestId;
    this.now = now;
    this.principal = principal;
    this.region = region;
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

  /** Returns the id of the request. */
  public String requestId() {
    return requestId;
  }

  /** Returns the time of the call. */
  public Instant now() {
    return now;
  }

  /** Returns who calls. */
  @Override
  public Principal.OfAccount principal() {
    return principal;
  }

  /** Returns the account of the caller. */
  public AccountId account() {
    return principal.account();
  }

  /** Returns the region that the call is for. */
  public Region region() {
    return region;
  }

  /** Remembers a plaintext, to overwrite it at the end of the call. */
  public void closing(SensitiveBytes plaintext) {
    plaintexts.add(plaintext);
  }

  /** Overwrites every plaintext of the call. */
  @Override
  public void close() {
    plaintexts.forEach(SensitiveBytes::close);
  }
}
