package io.strongroom.server;

import io.strongroom.api.Authentication;
import io.strongroom.api.Authorizer;
import io.strongroom.api.BodyBounds;
import io.strongroom.api.Gateway;
import io.strongroom.api.InternalCalls;
import io.strongroom.api.Operations;
import io.strongroom.api.Recorder;
import io.strongroom.api.RequestIds;
import io.strongroom.api.Services;
import io.strongroom.api.TrustJudge;
import io.strongroom.api.iam.IamOperations;
import io.strongroom.api.kms.KmsOperations;
import io.strongroom.api.lambda.LambdaOperations;
import io.strongroom.api.organizations.OrganizationsOperations;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.api.secrets.SecretCalls;
import io.strongroom.api.secrets.SecretsOperations;
import io.strongroom.api.sts.StsOperations;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.InvokeJudge;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.LastUses;
import io.strongroom.core.identity.Organization;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.identity.Sessions;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.rotation.run.RotationScheduler;
import io.strongroom.core.rotation.run.RotationTokens;
import io.strongroom.core.rotation.run.RotationWorker;
import io.strongroom.core.rotation.run.Rotations;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.ClockWatch;
import io.strongroom.core.store.KeyUpkeep;
import io.strongroom.core.store.Membership;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Purge;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Store;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.policy.eval.PolicyCache;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.Purpose;
import io.strongroom.server.function.FunctionRoom;
import io.strongroom.server.function.RoleSessions;
import io.strongroom.server.oidc.Issuers;
import io.strongroom.server.rotation.FunctionCalls;
import java.time.InstantSource;

/**
 * All parts of a server between the socket and the store, put together by constructors and in
 * order. It owns nothing that would have to be closed but the rotations and the proofs under way.
 */
final class Assembly {

  /** How long the texts of all policies that are kept compiled may be together, in characters. */
  private static final long COMPILED_POLICY_CHARACTERS = 1 << 20;

  final Gateway gateway;
  final Membership membership;
  final AccessDays accesses;
  final LastUses uses;
  final Purge purge;
  final KeyUpkeep upkeep;
  final RotationScheduler rotations;
  final RoleSessions roles;
  final ProofPool proofs;
  final LongBodies longBodies;

  Assembly(
      Store store,
      Keyring keyring,
      ServerSettings settings,
      Entropy entropy,
      Clocks clocks,
      Issuers issuers,
      FunctionRoom room,
      Recorder recorder) {
    InstantSource clock = clocks.ours();
    membership = store.membership();
    accesses = new AccessDays(store);
    Directories directories = new Directories(store, strangers(settings), clock);
    PolicyPrincipals principals = new PolicyPrincipals(directories);
    uses = new LastUses(store, clock);
    PrincipalPolicies policies = new PrincipalPolicies(new PolicyCache(COMPILED_POLICY_CHARACTERS));
    Authorizer authorizer = new Authorizer(directories, policies, store);
    Keys keys = new Keys(store, keyring, entropy, clock);
    KmsKeys kmsKeys = new KmsKeys(keys, authorizer);
    Vault vault = new Vault(store, kmsKeys, keyring);
    Secrets secrets = new Secrets(store, accesses, new Replicas(store, vault, entropy));
    PageTokens tokens = new PageTokens(keyring.hmac(Purpose.PAGE_TOKENS));
    FailureLimit failures = new FailureLimit(settings.failures(), System::nanoTime);
    ClockWatch watch = new ClockWatch(clocks.real(), System::nanoTime);
    Credentials credentials = new Credentials(keyring);
    Sessions sessions = new Sessions(new SessionTokens(keyring), credentials, directories, entropy);
    TrustJudge judge = new TrustJudge(directories, policies);
    roles = new RoleSessions(judge, directories, sessions, clock);
    FunctionCalls functions =
        new FunctionCalls(
            new FunctionCalls.Means(
                room.functions(),
                new InvokeJudge(policies),
                room.runner(),
                roles,
                new Environments(keyring),
                room.rotators(),
                room.partners(),
                settings.functions().narrow(),
                room.remotes()),
            directories,
            entropy,
            clock);
    RotationTokens rotationTokens = new RotationTokens(keyring.hmac(Purpose.ROTATION_TOKENS));
    RotationWorker worker =
        new RotationWorker(
            secrets, functions, rotationTokens, recorder, membership, entropy, clock);
    rotations =
        new RotationScheduler(
            store,
            worker,
            membership,
            clock,
            watch,
            System::nanoTime,
            RotationScheduler.Limits.DEFAULT);
    // A reference to the method would load the analyzer now, and not with the first proof.
    proofs = new ProofPool((policy, arns) -> PublicProofs.prove(policy, arns));
    Operations ofSecrets =
        SecretsOperations.operations(
            store,
            secrets,
            vault,
            authorizer,
            principals,
            accesses,
            tokens,
            new Rotations(functions, rotationTokens, rotations),
            new PublicPolicyRule(settings.publicPolicies(), proofs),
            entropy);
    SigV4Verifier verifier =
        new SigV4Verifier(directories, credentials, sessions, clocks.real(), clock, failures);
    Authentication authentication =
        new Authentication(verifier, failures, directories, uses, settings.mode());
    Organization organization = new Organization(store, entropy);
    Services services =
        Services.of(
            SecretsOperations.service(ofSecrets),
            KmsOperations.service(
                KmsOperations.operations(store, keys, principals, keyring, tokens, entropy)),
            IamOperations.service(
                IamOperations.operations(directories, credentials, uses, tokens, entropy)),
            StsOperations.service(
                StsOperations.operations(store, directories, sessions, judge, issuers.tokens())),
            OrganizationsOperations.service(
                OrganizationsOperations.operations(organization, directories, tokens, entropy)),
            LambdaOperations.service(
                LambdaOperations.operations(
                    room.operations(), keyring, authorizer, judge, principals, tokens, entropy)));
    longBodies =
        new LongBodies(
            new BodyBounds(services, authentication),
            settings.functions().uploads().mode(),
            room.scratch().path());
    gateway =
        new Gateway(
            services,
            authentication,
            authorizer,
            secrets,
            keys,
            room.functions(),
            room.spool(),
            directories,
            new RequestIds(entropy),
            recorder,
            room.runner().values(),
            clock);
    functions.connect(new SecretCalls(ofSecrets, new InternalCalls(gateway, recorder, membership)));
    purge = new Purge(store, clock, watch);
    upkeep = new KeyUpkeep(store, keys, clock, watch);
  }

  private static Directories.Strangers strangers(ServerSettings settings) {
    return switch (settings.mode()) {
      case Authentication.Mode.Strict() -> Directories.Strangers.ABSENT;
      case Authentication.Mode.Lenient _ -> Directories.Strangers.WELCOME;
    };
  }
}
