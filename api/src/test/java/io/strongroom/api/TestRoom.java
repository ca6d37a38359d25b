package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.api.iam.IamOperations;
import io.strongroom.api.kms.KmsOperations;
import io.strongroom.api.lambda.LambdaOperations;
import io.strongroom.api.lambda.UploadRule;
import io.strongroom.api.organizations.OrganizationsOperations;
import io.strongroom.api.secrets.PolicyProver;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.api.secrets.SecretsOperations;
import io.strongroom.api.sts.StsOperations;
import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.Functions;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.LastUses;
import io.strongroom.core.identity.Organization;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.identity.Sessions;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.rotation.run.RotationTokens;
import io.strongroom.core.rotation.run.Rotations;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.Secrets;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.oidc.TrustedIssuer;
import io.strongroom.iam.oidc.WebTokens;
import io.strongroom.iam.policy.eval.PolicyCache;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.Purpose;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.StoreId;
import io.strongroom.testkit.GoldenAnswer;
import io.strongroom.testkit.GoldenRunner;
import io.strongroom.testkit.SeededEntropy;
import io.strongroom.testkit.SettableClock;
import io.strongroom.testkit.store.SampleFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole server but for the socket, over a store in memory: the clock stands still, randomness is
 * seeded, and each part draws from a sequence of its own, so that ARNs depend on nothing but the
 * number of secrets created before.
 */
final class TestRoom {
  static final AccountId ACCOUNT = new AccountId(GoldenRunner.ACCOUNT);
  static final Region REGION = new Region(GoldenRunner.REGION);

  /** The issuer whose tokens are believed; they may be for {@code vault} and {@code ci}. */
  static final String ISSUER = "https://issuer.example.com/pool";

  /** An access key that this server issued, in the account of the room. */
  static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

  /** Its secret half. */
  static final String KEY_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  /** How many failures a minute this server takes from one address, and of one key. */
  static final FailureLimit.Rates FAILURES =
      new FailureLimit.Rates(0, 100, FailureLimit.Loopback.COUNTED);

  /** How much code an account may store, in bytes. */
  static final long MAX_ACCOUNT_CODE = 10_000;

  /** How many records a minute those may leave who did not prove who they are. */
  static final int STRANGERS = 1_000;

  final SettableClock clock;
  final MemoryStore store = new MemoryStore();
  final AccessDays accesses = new AccessDays(store);
  final LastUses uses;
  final Sessions sessions;
  final Operations stsOperations;
  final Operations organizationsOperations;
  final Operations lambdaOperations;

  /** Runs functions; a test says how. */
  final AtomicReference<FunctionRunner> runner =
      new AtomicReference<>((_, _) -> new FunctionRunner.Unavailable("not here"));

  /** Proves what policies are public; a test may say how. */
  final AtomicReference<PolicyProver> prover = new AtomicReference<>(TestProofs::prove);

  /** What was to be run later: the function and how many bytes it gets. */
  final List<String> events = new ArrayList<>();

  final Functions functions;

  /** The keys of the one trusted issuer, {@link #ISSUER}; none at first. */
  final AtomicReference<WebTokens.@Nullable KeySet> issuerKeys = new AtomicReference<>();

  final Operations operations;
  final Operations kmsOperations;
  final Operations iamOperations;
  final Gateway gateway;

  /** Every record that a call left, those of changes with them, in their order. */
  final KeptRecords records = new KeptRecords(store);

  final Recorder recorder;

  /** Whatever may rotate secrets: any function, unless a test says otherwise. */
  final AnyFunction rotationFunctions = new AnyFunction();

  /** The secrets whose rotation was wanted at once. */
  final List<SecretIdentity> hurried = new ArrayList<>();

  private final Keyring keyring;

  private TestRoom(Authentication.Mode mode, SettableClock clock) {
    this(mode, clock, UploadRule.Mode.ON, PublicPolicyRule.Mode.AS_ASKED);
  }

  private TestRoom(
      Authentication.Mode mode,
      SettableClock clock,
      UploadRule.Mode uploads,
      PublicPolicyRule.Mode publicPolicies) {
    this.clock = clock;
    uses = new LastUses(store, clock);
    keyring =
        Keyring.of(
            RootKey.generate(new SeededEntropy(1)),
            StoreId.parse("6f2c1f0e-8a53-4a57-9d8e-1b2f3c4d5e6f"),
            new SeededEntropy(2));
    Keys keys = new Keys(store, keyring, new SeededEntropy(3), clock);
    Directories directories = new Directories(store, Directories.Strangers.WELCOME, clock);
    PolicyPrincipals principals = new PolicyPrincipals(directories);
    PrincipalPolicies policies = new PrincipalPolicies(new PolicyCache(1 << 20));
    Authorizer authorizer = new Authorizer(directories, policies, store);
    Vault vault = new Vault(store, new KmsKeys(keys, authorizer), keyring);
    Replicas replicas = new Replicas(store, vault, new SeededEntropy(4));
    Secrets secrets = new Secrets(store, accesses, replicas);
    PageTokens tokens = new PageTokens(keyring.hmac(Purpose.PAGE_TOKENS));
    kmsOperations =
        KmsOperations.operations(store, keys, principals, keyring, tokens, new SeededEntropy(7));
    FailureLimit failures = new FailureLimit(FAILURES, System::nanoTime);
    Credentials credentials = new Credentials(keyring);
    operations =
        SecretsOperations.operations(
            store,
            secrets,
            vault,
            authorizer,
            principals,
            accesses,
            tokens,
            new Rotations(rotationFunctions, rotationTokens(), hurried::add),
            new PublicPolicyRule(
                publicPolicies, (policy, arns) -> prover.get().prove(policy, arns)),
            new SeededEntropy(5));
    iamOperations =
        IamOperations.operations(directories, credentials, uses, tokens, new SeededEntropy(8));
    sessions =
        new Sessions(new SessionTokens(keyring), credentials, directories, new SeededEntropy(7));
    SigV4Verifier verifier = new SigV4Verifier(directories, credentials, sessions, clock, failures);
    TrustJudge judge = new TrustJudge(directories, policies);
    TrustedIssuer issuer = new TrustedIssuer(ISSUER, Set.of("vault", "ci"), issuerKeys::get);
    stsOperations =
        StsOperations.operations(
            store, directories, sessions, judge, new WebTokens(List.of(issuer)));
    organizationsOperations =
        OrganizationsOperations.operations(
            new Organization(store, new SeededEntropy(8)),
            directories,
            tokens,
            new SeededEntropy(9));
    BuiltInFunctions builtIns = new BuiltInFunctions(SampleFunctions.ROTATORS);
    functions = new Functions(store, builtIns, List.of());
    lambdaOperations = lambdaOperations(builtIns, uploads, authorizer, judge, principals, tokens);
    recorder = recorder(records, keyring, clock);
    gateway = gateway(verifier, failures, directories, authorizer, secrets, keys, mode);
  }

  private Gateway gateway(
      SigV4Verifier verifier,
      FailureLimit failures,
      Directories directories,
      Authorizer authorizer,
      Secrets secrets,
      Keys keys,
      Authentication.Mode mode) {
    return new Gateway(
        Services.of(
            SecretsOperations.service(operations),
            KmsOperations.service(kmsOperations),
            IamOperations.service(iamOperations),
            StsOperations.service(stsOperations),
            OrganizationsOperations.service(organizationsOperations),
            LambdaOperations.service(lambdaOperations)),
        new Authentication(verifier, failures, directories, uses, mode),
        authorizer,
        secrets,
        keys,
        functions,
        new UploadSpool(spool()),
        directories,
        new RequestIds(new SeededEntropy(6)),
        recorder,
        Sightings.NONE,
        clock);
  }

  private Operations lambdaOperations(
      BuiltInFunctions builtIns,
      UploadRule.Mode uploads,
      Authorizer authorizer,
      TrustJudge judge,
      PolicyPrincipals principals,
      PageTokens tokens) {
    return LambdaOperations.operations(
        new LambdaOperations.Room(
            functions,
            builtIns,
            (function, request) -> runner.get().invoke(function, request),
            (function, request) -> events.add(function + " " + request.payload().length()),
            new UploadRule(uploads, MAX_ACCOUNT_CODE)),
        keyring,
        authorizer,
        judge,
        principals,
        tokens,
        new SeededEntropy(11));
  }

  /** What this server's rotations are told by. */
  RotationTokens rotationTokens() {
    return new RotationTokens(keyring.hmac(Purpose.ROTATION_TOKENS));
  }

  private static Path spool() {
    try {
      return Files.createDirectories(Path.of("target", "uploads"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recorder recorder(KeptRecords records, Keyring keyring, SettableClock clock) {
    return new Recorder(
        records,
        new RequestIds(new SeededEntropy(10)),
        keyring.hmac(Purpose.AUDIT_TOKENS),
        STRANGERS,
        clock);
  }

  /** A server that takes callers without a signature as the root of {@link #ACCOUNT}. */
  static TestRoom lenient() {
    return lenient(new SettableClock());
  }

  /** The same, on a clock that the caller moves. */
  static TestRoom lenient(SettableClock clock) {
    return new TestRoom(new Authentication.Mode.Lenient(ACCOUNT, REGION), clock);
  }

  /** A server that verifies every signature and knows {@link #KEY_ID}. */
  static TestRoom strict() {
    TestRoom room = new TestRoom(new Authentication.Mode.Strict(), new SettableClock());
    room.issue(KEY_ID, AccessKey.Status.ACTIVE);
    return room;
  }

  /** A lenient server that takes no code. */
  static TestRoom withoutUploads() {
    return new TestRoom(
        new Authentication.Mode.Lenient(ACCOUNT, REGION),
        new SettableClock(),
        UploadRule.Mode.OFF,
        PublicPolicyRule.Mode.AS_ASKED);
  }

  /** A lenient server that refuses public policies always. */
  static TestRoom closedToThePublic() {
    return new TestRoom(
        new Authentication.Mode.Lenient(ACCOUNT, REGION),
        new SettableClock(),
        UploadRule.Mode.ON,
        PublicPolicyRule.Mode.ALWAYS);
  }

  /** Issues a key of the root with {@link #KEY_SECRET}. */
  void issue(String id, AccessKey.Status status) {
    issue(id, ACCOUNT.digits(), status);
  }

  /** Issues a key of the root or a user with {@link #KEY_SECRET}. */
  void issue(String id, String owner, AccessKey.Status status) {
    issue(ACCOUNT, id, owner, status);
  }

  /** The same in any account. */
  void issue(AccountId account, String id, String owner, AccessKey.Status status) {
    byte[] sealed =
        keyring.sealCredential(
            account + "/" + id, SensitiveBytes.owning(KEY_SECRET.getBytes(UTF_8)));
    AccessKey key = new AccessKey(id, account, owner, status, clock.instant(), 1, sealed);
    change(account, change -> change.putting(key));
  }

  /** Changes the identities of the room's account. */
  void change(UnaryOperator<DirectoryChange> change) {
    change(ACCOUNT, change);
  }

  /** Changes the identities of an account, which is made if it is not there. */
  void change(AccountId account, UnaryOperator<DirectoryChange> change) {
    var _ =
        new Directories(store, Directories.Strangers.WELCOME, clock)
            .update(
                account, directory -> Decision.of(change.apply(DirectoryChange.of(directory)), ""));
  }

  /** Returns the time of the room as signatures have it. */
  String time() {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .format(clock.instant());
  }

  /** Answers a request that nobody signed. */
  GoldenAnswer call(String operation, String body) {
    return call(operation, body.getBytes(UTF_8));
  }

  /** Answers a request that nobody signed. */
  GoldenAnswer call(String operation, byte[] body) {
    return answer(request(operation, body));
  }

  /** Answers a request. */
  GoldenAnswer answer(WireRequest request) {
    WireResponse response = gateway.answer(request);
    return new GoldenAnswer(
        response.status(),
        response.contentType(),
        Arrays.copyOf(response.body(), response.length()));
  }

  /** Returns a request that nobody signed. */
  static WireRequest request(String operation, byte[] body) {
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "content-type",
            WireResponse.JSON,
            "x-amz-target",
            operation.indexOf('.') < 0 ? "secretsmanager." + operation : operation);
    return new WireRequest("POST", "/", headers, body, Peer.LOOPBACK);
  }
}
