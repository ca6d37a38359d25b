package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.LastUses;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.session.Session;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.SigV4Verdict;
import io.strongroom.iam.sigv4.SigV4Verdict.Fault;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;

/** Says who sent a request, or refuses it. */
public final class Authentication {

  /** What happens to requests that no key of this server signed. */
  public sealed interface Mode {

    /** They are refused. */
    record Strict() implements Mode {}

    /**
     * They act as the root of an account: of {@code account}, or of the one whose twelve digits are
     * the access key id. Without a signature the region is {@code region}. For development only. A
     * key that this server issued is verified all the same.
     */
    record Lenient(AccountId account, Region region) implements Mode {}
  }

  private final SigV4Verifier verifier;
  private final FailureLimit failures;
  private final Directories directories;
  private final LastUses uses;
  private final Mode mode;

  /**
   * Verifies with {@code verifier} and treats unknown callers as {@code mode} says.
   *
   * @param failures counts those that are refused
   * @param directories say whom a key speaks for; the verifier asks them for keys
   * @param uses is told which keys are used
   */
  public Authentication(
      SigV4Verifier verifier,
      FailureLimit failures,
      Directories directories,
      LastUses uses,
      Mode mode) {
    this.verifier = verifier;
    this.failures = failures;
    this.directories = directories;
    this.uses = uses;
    this.mode = mode;
  }

  /**
   * Verifies the signature over everything that will be dispatched.
   *
   * @param service the service that the credential scope must name
   * @throws ServiceException one of the errors of the front end
   */
  public Caller authenticate(WireRequest request, String service) {
    return caller(request, service, verifier.verify(request, service));
  }

  /**
   * The same for services that a web page could reach with a plain form: a request without a
   * signature is refused whatever the mode.
   */
  public Caller authenticateSigned(WireRequest request, String service) {
    SigV4Verdict verdict = verifier.verify(request, service);
    if (verdict instanceof SigV4Verdict.Unsigned) {
      throw missing(request);
    }
    return caller(request, service, verdict);
  }

  /** Tells, by its head alone, whether a request may turn out to be signed by somebody. */
  boolean mayAuthenticate(WireRequest head, String service) {
    return switch (verifier.expectation(head, service)) {
      case KNOWN -> true;
      case STRANGER -> mode instanceof Mode.Lenient;
      case NONE -> false;
    };
  }

  /**
   * Lets a request without a signature come closer, unless its address has failed too often.
   *
   * @throws ServiceException ThrottlingException, or what is wrong with its headers
   */
  void admit(WireRequest request, String service) {
    switch (verifier.verify(request, service)) {
      case SigV4Verdict.Unsigned _ -> {}
      case SigV4Verdict.Throttled() ->
          throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
      case SigV4Verdict.Rejected rejected -> throw refused(rejected);
      case SigV4Verdict.Verified _, SigV4Verdict.UnknownKey _ ->
          throw new IllegalArgumentException("a signed request");
    }
  }

  /** Counts a request that did not prove who sent it. */
  void failed(WireRequest request) {
    failures.count(request.peer(), null);
  }

  /** Counts a request without a signature, and returns the refusal of it. */
  ServiceException missing(WireRequest request) {
    failed(request);
    return refused(new SigV4Verdict.Unsigned().refused());
  }

  private Caller caller(WireRequest request, String service, SigV4Verdict verdict) {
    return switch (verdict) {
      case SigV4Verdict.Verified verified -> verified(verified, service);
      case SigV4Verdict.Rejected(Fault fault, String message) ->
          throw new ServiceException(code(fault), message);
      case SigV4Verdict.Throttled() ->
          throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
      case SigV4Verdict.Unsigned _ ->
          switch (mode) {
            case Mode.Strict() -> throw missing(request);
            case Mode.Lenient(AccountId account, Region region) ->
                new Caller(new Principal.Root(account), region, null, null);
          };
      case SigV4Verdict.UnknownKey unknown ->
          switch (mode) {
            case Mode.Strict() -> {
              failures.count(request.peer(), unknown.accessKeyId());
              throw refused(unknown.refused());
            }
            case Mode.Lenient(AccountId account, var _) -> lenient(unknown, account);
          };
    };
  }

  /** Whom a key speaks for is asked again: it may have changed while the signature was computed. */
  private Caller verified(SigV4Verdict.Verified verified, String service) {
    AccessKey key = verified.key();
    Session session = verified.session();
    Region region = verified.region();
    Principal.OfAccount principal =
        session == null ? directories.principal(key) : directories.principal(session);
    if (principal == null) {
      throw refused(new SigV4Verdict.UnknownKey(key.id(), region).refused());
    }
    if (session == null) {
      uses.note(new Subject(key.account(), key.id()), region, service);
    } else if (session.isOfRole()) {
      uses.note(new Subject(session.account(), session.principal()), region, service);
    }
    return new Caller(principal, region, key.id(), session);
  }

  private Caller lenient(SigV4Verdict.UnknownKey unknown, AccountId fallback) {
    if (directories.wasIssued(unknown.accessKeyId())) {
      throw refused(unknown.refused());
    }
    String id = unknown.accessKeyId();
    AccountId account = AccountId.isAccountId(id) ? new AccountId(id) : fallback;
    return new Caller(new Principal.Root(account), unknown.region(), id, null);
  }

  private static ServiceException refused(SigV4Verdict.Rejected rejected) {
    return new ServiceException(code(rejected.fault()), rejected.message());
  }

  private static ErrorCode code(Fault fault) {
    return switch (fault) {
      case INCOMPLETE_SIGNATURE -> ErrorCode.INCOMPLETE_SIGNATURE;
      case INVALID_SIGNATURE -> ErrorCode.INVALID_SIGNATURE;
      case UNRECOGNIZED_CLIENT -> ErrorCode.UNRECOGNIZED_CLIENT;
      case EXPIRED_TOKEN -> ErrorCode.EXPIRED_TOKEN;
      case MISSING_AUTHENTICATION_TOKEN -> ErrorCode.MISSING_AUTHENTICATION_TOKEN;
    };
  }
}
