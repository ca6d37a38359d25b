package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyPermissions;
import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.KeyUse;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.access.Administrators;
import io.strongroom.iam.access.Callers;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.LockOut;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may do what is asked: gathers the facts and the policies, has them
 * judged, and refuses in the service's own words. The only place that does (requirement AUZ-2).
 */
public final class Authorizer implements KeyPermissions {

  /** What stands for the suffix of a secret that is not there, as policies are written for it. */
  private static final String UNKNOWN_SUFFIX = "-??????";

  private static final String LAST_ADMINISTRATOR =
      "The account must keep an administrator: a user with an active access key who may attach"
          + " policies, create users and create access keys.";

  private static final String LAMBDA = "lambda.amazonaws.com";

  /** Stands for the policy of a resource that is judged elsewhere. */
  private static final String OPEN =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

  private static final Action PASS_ROLE = Action.of("iam:PassRole");
  private static final Action DECRYPT = Action.of(KeyUse.Action.DECRYPT.wireName());
  private static final Action ENCRYPT = Action.of(KeyUse.Action.ENCRYPT.wireName());
  private static final Action GENERATE_DATA_KEY =
      Action.of(KeyUse.Action.GENERATE_DATA_KEY.wireName());

  private final Directories directories;
  private final PrincipalPolicies policies;
  private final KeyStore keyStore;
  private final Administrators administrators;
  private final java.util.function.Function<Call, Standing> gathering = this::gather;

  /**
   * Judges principals of {@code directories} by the policies that {@code policies} gathers.
   *
   * @param keyStore knows which keys aliases name, and is asked only where a policy does
   */
  public Authorizer(Directories directories, PrincipalPolicies policies, KeyStore keyStore) {
    this.directories = directories;
    this.policies = policies;
    this.keyStore = keyStore;
    this.administrators = new Administrators(policies);
  }

  /**
   * Refuses an action on a secret that the caller may not take. It is judged whether or not there
   * is such a secret, so nobody learns that who could not have seen it.
   *
   * @param asked what the request calls the secret
   * @param secret the secret as it was loaded, or null if there is none (requirement AUZ-3)
   * @param keys the condition keys that the request brings
   * @throws ServiceException AccessDeniedException
   */
  void require(
      Call call, Action action, SecretId asked, @Nullable Secret secret, ConditionKeys keys) {
    String resource = secret == null ? unknown(asked, call) : secret.arn();
    String shownId = secret == null ? asked.text() : secret.arn();
    AccountId owner = secret == null ? ownerOf(asked, call) : secret.account();
    Standing standing = standing(call);
    ConditionKeys all =
        keys.orElse(new SecretKeys(shownId, secret))
            .orElse(new KmsKeyArnKey(keys, owner, call.region(), keyStore))
            .orElse(standing.keys());
    String policy = secret == null ? null : secret.resourcePolicy();
    NamedPolicy guard = policies.ofResource(PolicyKind.RESOURCE, resource, policy);
    RequestContext context = new RequestContext(standing.caller(), action, resource, owner, all);
    requireAllowed(call, standing, context, guard, asked.text());
  }

  /**
   * Refuses an action on an account as a whole.
   *
   * @param shownResource the resource as the refusal names it, or null for none
   * @throws ServiceException AccessDeniedException
   */
  void require(Call call, Action action, ConditionKeys keys, @Nullable String shownResource) {
    Standing standing = standing(call);
    ConditionKeys all = keys.orElse(standing.keys());
    RequestContext context = RequestContext.of(standing.caller(), action, all);
    requireAllowed(call, standing, context, null, shownResource);
  }

  /**
   * Refuses an action on something that another server keeps, by the caller's policies alone: that
   * server judges by those of the resource.
   *
   * @param resource the ARN of what is acted on, of whatever account
   * @throws ServiceException AccessDeniedException
   */
  public void requireElsewhere(Call call, Action action, String resource) {
    Standing standing = standing(call);
    RequestContext context =
        new RequestContext(
            standing.caller(),
            action,
            resource,
            ownerOf(Permission.on(resource), call),
            standing.keys());
    NamedPolicy guard =
        context.isCrossAccount() ? policies.ofResource(PolicyKind.RESOURCE, resource, OPEN) : null;
    requireAllowed(call, standing, context, guard, resource);
  }

  /**
   * Refuses an action on an identity of the caller's account.
   *
   * @param directory the identities as they are when the operation looks at them
   * @throws ServiceException AccessDeniedException
   */
  void require(Call call, Action action, Permission permission, Directory directory) {
    Standing standing = gather(call, directory);
    ConditionKeys keys = ConditionKeys.of(permission.conditions()).orElse(standing.keys());
    RequestContext context =
        new RequestContext(
            standing.caller(), action, permission.resource(), ownerOf(permission, call), keys);
    requireAllowed(call, standing, context, null, permission.resource());
  }

  /**
   * Refuses a change of identities that leaves nobody who can undo it (requirement AUZ-11).
   *
   * @param change null for none
   * @throws ServiceException DeleteConflict, or AccessDenied where the model does not declare that
   */
  void requireAdministrator(@Nullable DirectoryChange change, Contract<?, ?> contract) {
    if (change != null && administrators.losesLast(change)) {
      boolean conflict = contract.declares(ErrorCode.DELETE_CONFLICT);
      throw new ServiceException(
          conflict ? ErrorCode.DELETE_CONFLICT : ErrorCode.ACCESS_DENIED, LAST_ADMINISTRATOR);
    }
  }

  /** What is shipped to every account is the caller's own, and so is what is no ARN at all. */
  private static AccountId ownerOf(Permission permission, Call call) {
    Arn arn = Arn.parse(permission.resource());
    return arn == null || !AccountId.isAccountId(arn.account())
        ? call.account()
        : new AccountId(arn.account());
  }

  private Standing standing(Call call) {
    return call.standing(gathering);
  }

  private Standing gather(Call call) {
    return gather(call, directories.of(call.account()));
  }

  private Standing gather(Call call, Directory directory) {
    return new Standing(
        Callers.of(call.principal(), call.caller().session()),
        policies.of(directory, call.principal(), call.caller().session()),
        new CallKeys(call, directory));
  }

  /**
   * Tells whether a policy would keep the caller, its author, from ever replacing it on a secret.
   */
  public boolean locksOut(PolicyDocument policy, Secret secret, Call call) {
    Standing standing = standing(call);
    ConditionKeys keys = new SecretKeys(secret.arn(), secret).orElse(standing.keys());
    return LockOut.locksOut(
        policy,
        new RequestContext(
            standing.caller(), LockOut.ACTION, secret.arn(), secret.account(), keys));
  }

  /**
   * Refuses an action on a key or an alias that the caller may not take, be there such a key or
   * not.
   *
   * @param key the key as it was loaded, or null if there is none or an alias is asked about
   * @throws ServiceException AccessDeniedException
   */
  void require(Call call, KeyAsk ask, @Nullable Key key) {
    String resource = key == null ? ask.ref().arn() : key.arn();
    Standing standing = standing(call);
    ConditionKeys keys =
        RequestConditions.of(ask.conditions())
            .orElse(new KeyKeys(key, call.account(), keyStore))
            .orElse(standing.keys());
    RequestContext context =
        new RequestContext(
            standing.caller(), Action.of(ask.action()), resource, ask.ref().account(), keys);
    boolean shares = !context.isCrossAccount() || CrossAccountUse.isOffered(ask.action());
    Decision decision = judge(standing, context, shares ? guard(key) : null);
    boolean granted =
        decision instanceof Decision.Denied refused && Grants.cover(key, refused, call, ask);
    call.trail().judged(context, decision, granted);
    if (decision instanceof Decision.Denied denied && !granted) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          ask instanceof KeyAsk.OnCiphertext
              ? KeyAsk.OnCiphertext.REFUSAL
              : denied.sentence(context, resource));
    }
  }

  /**
   * Refuses an action on a function that the caller may not take, be there such a function or not.
   *
   * @param function the function as it was loaded, or null if there is none
   * @param keys the condition keys that the request brings
   * @throws ServiceException AccessDeniedException
   */
  public void require(
      Call call,
      Action action,
      FunctionArn target,
      @Nullable Function function,
      ConditionKeys keys) {
    Standing standing = standing(call);
    RequestContext context = context(standing, action, target, function, keys);
    requireAllowed(call, standing, context, guard(function), target.text());
  }

  /** Tells whether the caller may take an action on a function; nothing is noted of it. */
  public boolean permits(Call call, Action action, Function function) {
    Standing standing = standing(call);
    RequestContext context =
        context(standing, action, function.arn(), function, ConditionKeys.none());
    return judge(standing, context, guard(function)).isAllowed();
  }

  private static RequestContext context(
      Standing standing,
      Action action,
      FunctionArn target,
      @Nullable Function function,
      ConditionKeys keys) {
    ConditionKeys all = keys.orElse(new FunctionKeys(function)).orElse(standing.keys());
    return new RequestContext(standing.caller(), action, target.text(), target.account(), all);
  }

  private @Nullable NamedPolicy guard(@Nullable Function function) {
    return function == null
        ? null
        : policies.ofResource(
            PolicyKind.RESOURCE, function.arn().text(), function.policy().document());
  }

  /**
   * Refuses to hand a role to a function.
   *
   * @param role the role's ARN as the request has it
   * @throws ServiceException AccessDeniedException
   */
  void requirePassing(Call call, String role, FunctionArn to) {
    requirePassing(call, role, to.account(), LAMBDA, to.text());
  }

  /**
   * Refuses to hand a role to a service.
   *
   * @param role the role's ARN as the request has it
   * @param owner whose resource the service acts on with it; the role must be of that account
   * @param service such as {@code secretsmanager.amazonaws.com}
   * @param resource the ARN of what the service acts on
   * @throws ServiceException AccessDeniedException
   */
  public void requirePassing(
      Call call, String role, AccountId owner, String service, String resource) {
    Arn arn = Arn.parse(role);
    if (arn == null || !arn.account().equals(owner.digits())) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "Cross-account pass role is not allowed.");
    }
    Permission passing =
        Permission.on(role)
            .with("iam:passedtoservice", service)
            .with("iam:associatedresourcearn", resource);
    require(call, PASS_ROLE, passing, directories.of(call.account()));
  }

  /** Tells whether Secrets Manager may use a key for the caller, with the caller's permissions. */
  @Override
  public boolean permit(KeyUse use) {
    Call call = (Call) use.user();
    Key key = use.key();
    Standing standing = standing(call);
    ConditionKeys keys =
        new ServiceCallKeys(key.region(), use.context())
            .orElse(new KeyKeys(key, call.account(), keyStore))
            .orElse(ServiceCallKeys.hidingAddress(standing.keys()));
    RequestContext context =
        new RequestContext(standing.caller(), action(use.action()), key.arn(), key.account(), keys);
    Decision decision = judge(standing, context, guard(key));
    return !(decision instanceof Decision.Denied denied)
        || Grants.cover(key, denied, call, use.action().wireName(), use.context());
  }

  private @Nullable NamedPolicy guard(@Nullable Key key) {
    return key == null ? null : policies.ofResource(PolicyKind.KEY, key.arn(), key.policy());
  }

  private static Action action(KeyUse.Action action) {
    return switch (action) {
      case DECRYPT -> DECRYPT;
      case ENCRYPT -> ENCRYPT;
      case GENERATE_DATA_KEY -> GENERATE_DATA_KEY;
    };
  }

  /** Judges, notes for the record of the call what came out, and refuses what is not allowed. */
  private static void requireAllowed(
      Call call,
      Standing standing,
      RequestContext context,
      @Nullable NamedPolicy guard,
      @Nullable String shownResource) {
    Decision decision = judge(standing, context, guard);
    call.trail().judged(context, decision, false);
    if (decision instanceof Decision.Denied denied) {
      throw refused(denied, context, shownResource);
    }
  }

  private static Decision judge(
      Standing standing, RequestContext context, @Nullable NamedPolicy guard) {
    PolicySets own = standing.own();
    return Evaluator.judge(context, guard == null ? own : own.guardedBy(guard));
  }

  /** Returns the refusal in the service's words, which may leave out the resource. */
  private static ServiceException refused(
      Decision.Denied denied, RequestContext context, @Nullable String shownResource) {
    return denied.reason() instanceof Decision.SessionTokenLimit
        ? unrecognized()
        : new ServiceException(ErrorCode.ACCESS_DENIED, denied.sentence(context, shownResource));
  }

  /** What a session of GetSessionToken may not call, it is no valid token for. */
  static ServiceException unrecognized() {
    return new ServiceException(
        ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
  }

  /** What cannot be found is judged under the name that it would have. */
  private static String unknown(SecretId asked, Call call) {
    return switch (asked) {
      case SecretId.ByName byName ->
          "arn:%s:secretsmanager:%s:%s:secret:%s%s"
              .formatted(
                  SecretIdentity.partitionOf(call.region()),
                  call.region(),
                  call.account(),
                  byName.name(),
                  UNKNOWN_SUFFIX);
      case SecretId.ByPartialArn arn -> arn.text() + UNKNOWN_SUFFIX;
      case SecretId.ByArn arn -> arn.text();
    };
  }

  private static AccountId ownerOf(SecretId asked, Call call) {
    return switch (asked) {
      case SecretId.ByName _ -> call.account();
      case SecretId.ByArn arn -> arn.account();
      case SecretId.ByPartialArn arn -> arn.account();
    };
  }
}
