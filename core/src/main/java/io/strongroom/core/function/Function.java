package io.strongroom.core.function;

import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is kept. Copies with a change are participles; none of them is stored before it
 * is committed.
 *
 * @param arn where it is
 * @param settings how it runs
 * @param environment its variables, sealed; null for none
 * @param source where its code is
 * @param policy who may invoke it besides those whose identity policies say so
 * @param modified the last change of code or settings, in milliseconds
 * @param revisionId a UUID, another after each change of code or settings
 * @param revision counts the stored changes, from 1; {@value #UNSTORED} for what is not in the
 *     store
 */
public record Function(
    FunctionArn arn,
    FunctionSettings settings,
    @Nullable SealedEnvironment environment,
    Source source,
    Tags tags,
    FunctionPolicy policy,
    Instant modified,
    String revisionId,
    long revision) {

  /** The revision of a function that was not stored yet, or never will be. */
  public static final long UNSTORED = 0;

  /** How many functions an account can have, over all regions. */
  public static final int MAX_PER_ACCOUNT = 10_000;

  /** Returns the account that owns the function. */
  public AccountId account() {
    return arn.account();
  }

  /** Returns the region that the function is in. */
  public Region region() {
    return arn.region();
  }

  /** Returns the name. */
  public FunctionName name() {
    return arn.name();
  }

  /** Returns the code as it was uploaded. */
  public Code code() {
    return source.code();
  }

  /** Tells whether the store keeps it; what it does not keep cannot be changed. */
  public boolean isStored() {
    return revision != UNSTORED;
  }

  /** The same function with other code. */
  public Function running(Source next, Instant now, String nextRevisionId) {
    return new Function(
        arn, settings, environment, next, tags, policy, now, nextRevisionId, revision);
  }

  /** The same function set otherwise, with other code where the handler says so. */
  public Function set(
      FunctionSettings next,
      @Nullable SealedEnvironment nextEnvironment,
      Source nextSource,
      Instant now,
      String nextRevisionId) {
    return new Function(
        arn, next, nextEnvironment, nextSource, tags, policy, now, nextRevisionId, revision);
  }

  /** The same function with other tags. */
  public Function tagged(Tags next) {
    return new Function(
        arn, settings, environment, source, next, policy, modified, revisionId, revision);
  }

  /** The same function under another policy. */
  public Function governed(FunctionPolicy next) {
    return new Function(
        arn, settings, environment, source, tags, next, modified, revisionId, revision);
  }

  /** The same function under another revision. */
  public Function revised(long next) {
    return new Function(
        arn, settings, environment, source, tags, policy, modified, revisionId, next);
  }
}
