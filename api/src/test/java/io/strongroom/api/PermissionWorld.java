package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.SensitiveBytes;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server with one of everything that requests of the permission matrix are about, and with the
 * callers that ask: the root, an administrator, the user ann, sessions of the role app, and the
 * user zed of another account.
 */
final class PermissionWorld {
  static final String ANN_ARN = "arn:aws:iam::123456789012:user/ann";
  static final String SESSION_ARN = "arn:aws:sts::123456789012:assumed-role/app/s-1";
  static final String ZED_ARN = "arn:aws:iam::444455556666:user/zed";

  private static final AccountId OTHER = StsRoom.OTHER;
  private static final String BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/limit";
  private static final String ADMINISTRATORS = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String ANYTHING = statements("{\"Effect\":\"Allow\",%s}");
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Pattern NAME = Pattern.compile("\\$\\{([a-z0-9-]+)}");
  private static final Map<String, String> TARGETS =
      Map.of(
          "secretsmanager", "secretsmanager.",
          "kms", "TrentService.",
          "organizations", "AWSOrganizationsV20161128.");

  final StsRoom sts = new StsRoom();
  final TestRoom room = sts.room;
  final Signer root = StsRoom.ROOT;
  final Signer administrator;
  final Signer ann;
  final Signer inactive;
  final Signer zed;
  final Signer expired;
  final Signer annsSession;

  private final Map<String, String> names = new HashMap<>();
  private final User user =
      User.of(
          Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDAAAAAAAAAAAAAAAANN", "/", "ann"),
          StsRoom.NOW);
  private final User stranger =
      User.of(Identifiers.of(OTHER, Kind.USER, "AIDAAAAAAAAAAAAAAAZED", "/", "zed"), StsRoom.NOW);
  private final Role role =
      Role.of(
          Identifiers.of(TestRoom.ACCOUNT, Kind.ROLE, "AROAAAAAAAAAAAAAAAAPP", "/", "app"),
          StsRoom.NOW,
          trusting("123456789012"));

  PermissionWorld() {
    User admin =
        User.of(
                Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDAAAAAAAAAAAAAADMIN", "/", "admin"),
                StsRoom.NOW)
            .with(Policies.NONE.attaching(ADMINISTRATORS));
    room.change(
        change ->
            change
                .registering(
                    Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MANAGEMENT, StsRoom.NOW))
                .putting(user)
                .putting(admin)
                .putting(role));
    room.change(OTHER, change -> change.putting(stranger));
    administrator = key("AKIAADMINADMINADMINA", TestRoom.ACCOUNT, admin, AccessKey.Status.ACTIVE);
    ann = key("AKIAANNANNANNANNANNA", TestRoom.ACCOUNT, user, AccessKey.Status.ACTIVE);
    inactive = key("AKIAOLDOLDOLDOLDOLDO", TestRoom.ACCOUNT, user, AccessKey.Status.INACTIVE);
    zed = key("AKIAZEDZEDZEDZEDZEDZ", OTHER, stranger, AccessKey.Status.ACTIVE);
    expired = session(null);
    room.clock.advance(TWO_HOURS);
    annsSession = Signer.of(call(ann, "sts:GetSessionToken", "").done());
    makeKeys();
    makeSecrets();
    makeIdentities();
    makeAccounts();
    makeFunctions();
  }

  private Signer key(String id, AccountId account, User owner, AccessKey.Status status) {
    room.issue(account, id, owner.id(), status);
    return new Signer(id, TestRoom.KEY_SECRET, null);
  }

  private void makeKeys() {
    for (String name : new String[] {"key", "key2", "key3", "key4", "dying"}) {
      Map<String, Object> made = json("kms:CreateKey", "{}");
      names.put(name, Json.text(Json.map(made, "KeyMetadata"), "Arn"));
    }
    json("kms:CreateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"${key3}\"}");
    json("kms:ScheduleKeyDeletion", "{\"KeyId\":\"${dying}\"}");
    names.put(
        "blob",
        Json.text(
            json("kms:Encrypt", "{\"KeyId\":\"${key}\",\"Plaintext\":\"aGVsbG8=\"}"),
            "CiphertextBlob"));
  }

  private void makeSecrets() {
    names.put("second", "22222222-2222-2222-2222-222222222222");
    names.put("token", "33333333-3333-3333-3333-333333333333");
    names.put("db", secret("db", ",\"KmsKeyId\":\"${key}\""));
    names.put("own", secret("own", ""));
    names.put("gone", secret("gone", ""));
    names.put("turning", secret("turning", ""));
    room.rotationFunctions.rotatesPartners = true;
    String partner =
        "{\"Name\":\"prod/partner\",\"Type\":\"PaddleApiKey\",\"SecretString\":"
            + "\"{\\\"api_key\\\":\\\"k\\\"}\","
            + "\"ClientRequestToken\":\"11111111-1111-1111-1111-111111111111\"}";
    names.put("partner", Json.text(json("secretsmanager:CreateSecret", partner), "ARN"));
    names.put("far", secret("far", ",\"AddReplicaRegions\":[{\"Region\":\"eu-west-1\"}]"));
    names.put("replica", names.get("far").replace("us-east-1", "eu-west-1"));
    json(
        "secretsmanager:PutSecretValue",
        "{\"SecretId\":\"${db}\",\"SecretString\":\"second\","
            + "\"ClientRequestToken\":\"${second}\"}");
    json("secretsmanager:DeleteSecret", "{\"SecretId\":\"${gone}\"}");
    json(
        "secretsmanager:RotateSecret",
        """
        {"SecretId":"${turning}","RotateImmediately":false,
         "RotationLambdaARN":"arn:aws:lambda:us-east-1:123456789012:function:rotate",
         "RotationRules":{"AutomaticallyAfterDays":30},
         "ClientRequestToken":"44444444-4444-4444-4444-444444444444"}\
        """);
    names.put("resource-policy", guard("secretsmanager:DescribeSecret").replace("\"", "\\\""));
    names.put("key-policy", guard("kms:*").replace("\"", "\\\""));
  }

  private String secret(String name, String more) {
    return Json.text(
        json(
            "secretsmanager:CreateSecret",
            """
            {"Name":"prod/%s","SecretString":"first",
             "ClientRequestToken":"11111111-1111-1111-1111-111111111111"%s}\
            """
                .formatted(name, more)),
        "ARN");
  }

  private void makeIdentities() {
    names.put("policy", ANYTHING);
    names.put("trust", trusting("123456789012"));
    names.put("runs", LambdaRoom.trusting("lambda.amazonaws.com"));
    iam("CreatePolicy", "PolicyName=shared&PolicyDocument=${policy}");
    iam("CreatePolicy", "PolicyName=bare&PolicyDocument=${policy}");
    String shared = "PolicyArn=arn:aws:iam::123456789012:policy/shared";
    iam("CreatePolicyVersion", shared + "&PolicyDocument=${policy}");
    iam("CreateUser", "UserName=bob");
    iam(
        "CreateUser",
        "UserName=eve&Tags.member.1.Key=team&Tags.member.1.Value=a&PermissionsBoundary="
            + "arn:aws:iam::123456789012:policy/shared");
    names.put("eves-key", iam("CreateAccessKey", "UserName=eve").text("AccessKeyId"));
    iam("CreateGroup", "GroupName=ops");
    iam("CreateGroup", "GroupName=bare");
    iam("AddUserToGroup", "GroupName=ops&UserName=eve");
    String trust = "&AssumeRolePolicyDocument=${trust}";
    iam("CreateRole", "RoleName=bare" + trust);
    iam(
        "CreateRole",
        "RoleName=worker&PermissionsBoundary=arn:aws:iam::123456789012:policy/shared"
            + "&Tags.member.1.Key=team&Tags.member.1.Value=a"
            + trust);
    iam("PutUserPolicy", "UserName=eve&PolicyName=p&PolicyDocument=${policy}");
    iam("PutGroupPolicy", "GroupName=ops&PolicyName=p&PolicyDocument=${policy}");
    iam("PutRolePolicy", "RoleName=worker&PolicyName=p&PolicyDocument=${policy}");
    iam("AttachUserPolicy", "UserName=eve&" + shared);
    iam("AttachGroupPolicy", "GroupName=ops&" + shared);
    iam("AttachRolePolicy", "RoleName=worker&" + shared);
    iam(
        "CreateOpenIDConnectProvider",
        "Url=https://idp.example.com/pool&ClientIDList.member.1=app&ClientIDList.member.2=web");
    iam("CreateAccountAlias", "AccountAlias=acme");
    names.put("role", "arn:aws:iam::123456789012:role/worker");
    names.put(
        "grant",
        Json.text(
            json(
                "kms:CreateGrant",
                "{\"KeyId\":\"${key}\",\"Operations\":[\"Encrypt\"],\"GranteePrincipal\":"
                    + "\"arn:aws:iam::123456789012:user/bob\"}"),
            "GrantId"));
  }

  private void makeAccounts() {
    Map<String, Object> made =
        Json.map(
            json(
                "organizations:CreateAccount",
                "{\"Email\":\"shop@example.com\",\"AccountName\":\"Shop\"}"),
            "CreateAccountStatus");
    names.put("member", Json.text(made, "AccountId"));
    names.put("making", Json.text(made, "Id"));
    Map<String, Object> organization =
        Json.map(json("organizations:DescribeOrganization", "{}"), "Organization");
    names.put("organization", Json.text(organization, "Id"));
  }

  private void makeFunctions() {
    room.runner.set(
        (_, _) -> new FunctionRunner.Answered(SensitiveBytes.owning(new byte[] {'1'}), null));
    iam("CreateRole", "RoleName=runner&AssumeRolePolicyDocument=${runs}");
    names.put("runner", "arn:aws:iam::123456789012:role/runner");
    names.put("zip", LambdaRoom.base64(LambdaRoom.zip("main.py", "pass")));
    names.put("fn", LambdaRoom.ARN + "fn");
    names.put("fn-path", "/2015-03-31/functions/" + (LambdaRoom.ARN + "fn").replace(":", "%3A"));
    names.put("fn-tags", "/2017-03-31/tags/" + (LambdaRoom.ARN + "fn").replace(":", "%3A"));
    call(root, "lambda:CreateFunction", PermissionRowsOfFunctions.creating("fn", "")).done();
    call(
            root,
            "lambda:AddPermission",
            "POST ${fn-path}/policy "
                + "{\"StatementId\":\"one\",\"Action\":\"lambda:InvokeFunction\","
                + "\"Principal\":\"secretsmanager.amazonaws.com\"}")
        .done();
  }

  private Map<String, Object> json(String operation, String body) {
    Answer answer = call(root, operation, body).done();
    return answer.body().isEmpty() ? Map.of() : Json.object(answer.body().getBytes(UTF_8));
  }

  private Answer iam(String name, String form) {
    return call(root, "iam:" + name, form).done();
  }

  /** Returns a text with the names in it replaced by what they stand for here. */
  String named(String text) {
    return named(text, UnaryOperator.identity());
  }

  private String named(String text, UnaryOperator<String> encoding) {
    return NAME.matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    encoding.apply(
                        Objects.requireNonNull(names.get(match.group(1)), match.group(1)))));
  }

  /** Calls an operation, with the body of a {@link PermissionRow}. */
  Answer call(Signer signer, String operation, String body) {
    int colon = operation.indexOf(':');
    String service = operation.substring(0, colon);
    String name = operation.substring(colon + 1);
    if (service.equals("lambda")) {
      return sts.answer(lambda(signer, body));
    }
    String target = TARGETS.get(service);
    String region = body.contains("${replica}") ? "eu-west-1" : "us-east-1";
    if (target != null) {
      return sts.answer(
          sts.post(signer, service, region, named(body), Map.of("x-amz-target", target + name)));
    }
    return sts.answer(
        sts.post(
            signer,
            service,
            region,
            form(service, name, body),
            Map.of("content-type", StsRoom.FORM)));
  }

  /** Returns a request of Lambda: method, target and body, with a space between them. */
  WireRequest lambda(Signer signer, String text) {
    String[] parts = named(text).split(" ", 3);
    return sts.lambda(signer, parts[0], parts[1], parts.length < 3 ? "" : parts[2], Map.of());
  }

  /** Returns the body of a form. */
  String form(String service, String name, String parameters) {
    String version = service.equals("iam") ? "2010-05-08" : "2011-06-15";
    String encoded = named(parameters, text -> URLEncoder.encode(text, UTF_8));
    return "Action=" + name + "&Version=" + version + (encoded.isEmpty() ? "" : "&" + encoded);
  }

  /** Gives ann an identity policy and a boundary; null for none. */
  void annMay(@Nullable String policy, @Nullable String boundary) {
    if (boundary != null) {
      ManagedPolicy limit =
          ManagedPolicy.of(
              Identifiers.of(TestRoom.ACCOUNT, Kind.POLICY, "ANPAAAAAAAAAAAAALIMIT", "/", "limit"),
              StsRoom.NOW,
              null,
              boundary);
      room.change(change -> change.putting(limit));
    }
    User next = policy == null ? user : user.with(Policies.NONE.putting("p", policy));
    room.change(change -> change.putting(next.bounded(boundary == null ? null : BOUNDARY_ARN)));
  }

  /** Gives zed, of the other account, an identity policy; null for none. */
  void zedMay(@Nullable String policy) {
    User next = policy == null ? stranger : stranger.with(Policies.NONE.putting("p", policy));
    room.change(OTHER, change -> change.putting(next));
  }

  /** Opens a session of the role, which may do what its policy says, narrowed or not. */
  Signer session(@Nullable String narrowing) {
    return Signer.of(
        call(
                root,
                "sts:AssumeRole",
                "RoleArn=arn:aws:iam::123456789012:role/app&RoleSessionName=s-1"
                    + (narrowing == null ? "" : "&Policy=" + URLEncoder.encode(narrowing, UTF_8)))
            .done());
  }

  /** Gives the role an identity policy. */
  void roleMay(String policy) {
    room.change(change -> change.putting(role.with(Policies.NONE.putting("p", policy))));
  }

  /** Lets the other account to everything that can be shared. */
  void share() {
    json(
        "secretsmanager:PutResourcePolicy",
        "{\"SecretId\":\"${db}\",\"ResourcePolicy\":\"" + shared("secretsmanager:*") + "\"}");
    for (String key : new String[] {"${key}", "${key2}"}) {
      json(
          "kms:PutKeyPolicy", "{\"KeyId\":\"" + key + "\",\"Policy\":\"" + shared("kms:*") + "\"}");
    }
    call(
            root,
            "lambda:AddPermission",
            "POST ${fn-path}/policy {\"StatementId\":\"shared\",\"Action\":\"lambda:*\","
                + "\"Principal\":\""
                + OTHER
                + "\"}")
        .done();
    names.put("trust", trusting(OTHER.digits()));
    iam("UpdateAssumeRolePolicy", "RoleName=worker&PolicyDocument=${trust}");
  }

  /** Disables the key of the shared secret. */
  void disableKey() {
    json("kms:DisableKey", "{\"KeyId\":\"${key}\"}");
  }

  private static String shared(String action) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\","
            + "\"Resource\":\"*\",\"Principal\":{\"AWS\":[\"123456789012\",\"%s\"]}}]}")
        .formatted(action, OTHER)
        .replace("\"", "\\\"");
  }

  private static String guard(String action) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\","
            + "\"Resource\":\"*\",\"Principal\":{\"AWS\":\"123456789012\"}}]}")
        .formatted(action);
  }

  private static String trusting(String account) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],"
            + "\"Principal\":{\"AWS\":\"%s\"}}]}")
        .formatted(account);
  }

  private static String statements(String statement) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":["
        + statement.formatted("\"Action\":\"*\",\"Resource\":\"*\"")
        + "]}";
  }
}
