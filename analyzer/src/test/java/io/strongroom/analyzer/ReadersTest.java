package io.strongroom.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Evaluator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who can read a secret, by the tables of the IAM User Guide. */
class ReadersTest {
  private static final AccountId HERE = new AccountId("111122223333");
  private static final AccountId THERE = new AccountId("444455556666");
  private static final String GET = "secretsmanager:GetSecretValue";
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf";
  private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";
  private static final String OTHER = "{'Effect':'Allow','Action':'s3:*','Resource':'*'}";
  private static final String NONE = "{'Effect':'Deny','Action':'*','Resource':'*'}";

  private static PolicyDocument policy(PolicyKind kind, String statements) {
    String text = "{'Version':'2012-10-17','Statement':[" + statements + "]}";
    try {
      return PolicyParser.parseStored(kind, text.replace('\'', '"').replace('~', '\''));
    } catch (PolicySyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Governing.@Nullable Part part(PolicyKind kind, String sign) {
    return switch (sign) {
      case "none" -> null;
      case "+" -> new Governing.Part(kind.name(), policy(kind, ALL));
      case "-" -> new Governing.Part(kind.name(), policy(kind, OTHER));
      case "!" -> new Governing.Part(kind.name(), policy(kind, ALL + "," + NONE));
      default -> throw new IllegalArgumentException(sign);
    };
  }

  private static Governing.@Nullable Part resource(PolicyKind kind, String principal) {
    if (principal.equals("nobody")) {
      return null;
    }
    boolean denies = principal.startsWith("!");
    String on = kind == PolicyKind.TRUST ? "" : ",'Resource':'*'";
    String statement =
        "{'Effect':'%s','Principal':%s,'Action':'*'%s}"
            .formatted(denies ? "Deny" : "Allow", principal.substring(denies ? 1 : 0), on);
    return new Governing.Part(kind.name(), policy(kind, statement));
  }

  private static Asker user(AccountId account, Map<String, String> tags) {
    return new Asker.User(
        new Principal.User(account, "AIDAAAAAAAAAAAAAAAAAA", "/team/", "ann"), tags);
  }

  private static Asker asker(String name, AccountId account) {
    return switch (name) {
      case "user" -> user(account, Map.of());
      case "session" -> new Asker.Role(account, "AROAAAAAAAAAAAAAAAAAA", "/path/", "app");
      case "root" -> new Asker.Root(account);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Sessions of a role may have any name, so a policy that names one is about some of them. */
  @ParameterizedTest(name = "{0} in {1}, {2} policy names {3}; I{4} B{5} S{6}: {7}")
  @CsvFileSource(
      resources = "/io/strongroom/iam/policy/eval/cells.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`',
      emptyValue = "",
      nullValues = "NULL")
  @DisplayName("What the evaluator says of a request is proved of all such requests")
  void cellIsProved(
      String caller,
      String account,
      PolicyKind kind,
      String principal,
      String identity,
      String boundary,
      String session,
      String expected) {
    boolean known = List.of("user", "session", "root").contains(caller);
    if (!known || !session.equals("none")) {
      return;
    }
    Governing.Part own = part(PolicyKind.IDENTITY, identity);
    Governing policies =
        new Governing(
            own == null ? List.of() : List.of(own),
            part(PolicyKind.BOUNDARY, boundary),
            resource(kind, principal));
    Asker asker = asker(caller, account.equals("same") ? HERE : THERE);
    Access access = ask(asker, policies);
    boolean someSessions = principal.contains("assumed-role") && caller.equals("session");
    boolean allowed = expected.equals("allowed");
    switch (access) {
      case Access.Always _ -> assertTrue(allowed);
      case Access.Never _ -> assertFalse(allowed);
      case Access.Sometimes _ -> assertTrue(someSessions);
      case Access.Unknown(String reason) -> fail(reason);
    }
  }

  /** Asks, and has the evaluator judge what is shown. */
  private static Access ask(Asker asker, Governing policies) {
    Access access = Readers.ask(asker, policies, Wanted.of(GET, SECRET), Limits.standard());
    switch (access) {
      case Access.Always(Witness witness) -> assertJudged(true, witness, policies);
      case Access.Sometimes(Witness witness, Answer refused) -> {
        assertJudged(true, witness, policies);
        if (refused instanceof Answer.Yes(Witness other)) {
          assertJudged(false, other, policies);
        }
      }
      case Access.Never _, Access.Unknown _ -> {}
    }
    return access;
  }

  private static void assertJudged(boolean allowed, Witness witness, Governing policies) {
    assertEquals(
        allowed,
        Evaluator.judge(witness.request(), policies.sets()).isAllowed(),
        () -> String.valueOf(witness));
  }

  static Stream<Arguments> conditional() {
    String at = "'Action':'*','Resource':'arn:aws:secretsmanager:us-east-1:*:secret:";
    return Stream.of(
        Arguments.of("its own name", "user", allow(at + "d${aws:username}-*'"), "never"),
        Arguments.of("a name", "user", allow(at + "${aws:username,~x~}-*'"), "never"),
        Arguments.of(
            "a tag that it has", "user", allow(at + "${aws:PrincipalTag/it}-*'"), "always"),
        Arguments.of(
            "a tag that it lacks", "user", allow(at + "${aws:PrincipalTag/no}-*'"), "never"),
        Arguments.of(
            "a tag of a session", "session", allow(at + "${aws:PrincipalTag/it}-*'"), "sometimes"),
        Arguments.of("no user", "session", allow(at + "${aws:username}*'"), "never"),
        Arguments.of(
            "a tag in a condition",
            "user",
            on("'StringEquals':{'aws:PrincipalTag/It':'db'}"),
            "always"),
        Arguments.of(
            "another tag", "user", on("'StringEquals':{'aws:PrincipalTag/It':'x'}"), "never"),
        Arguments.of(
            "an address", "user", on("'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}"), "sometimes"),
        Arguments.of(
            "its own ARN",
            "user",
            on("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/team/*'}"),
            "always"),
        Arguments.of(
            "the ARN of another",
            "user",
            on("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/ben'}"),
            "never"),
        Arguments.of(
            "a session's name", "session", on("'StringLike':{'aws:userid':'*:ben'}"), "sometimes"),
        Arguments.of(
            "an address refused",
            "user",
            ALL
                + ",{'Effect':'Deny','Action':'*','Resource':'*','Condition':"
                + "{'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}}}",
            "sometimes"));
  }

  private static String allow(String what) {
    return "{'Effect':'Allow'," + what + "}";
  }

  private static String on(String condition) {
    return "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{" + condition + "}}";
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource
  void conditional(String name, String caller, String statements, String expected) {
    Asker asker = caller.equals("user") ? user(HERE, Map.of("It", "db")) : asker(caller, HERE);
    PolicyDocument policy = policy(PolicyKind.IDENTITY, statements);
    Governing policies = new Governing(List.of(new Governing.Part("own", policy)), null, null);
    assertEquals(expected, word(ask(asker, policies)), name);
  }

  private static String word(Access access) {
    return switch (access) {
      case Access.Always _ -> "always";
      case Access.Sometimes _ -> "sometimes";
      case Access.Never _ -> "never";
      case Access.Unknown(String reason) -> reason;
    };
  }

  @Test
  @DisplayName("AUZ-11: an account's root can always replace the policy of its secret")
  void rootRecovers() {
    String deny = "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}";
    Governing shut =
        new Governing(
            List.of(), null, new Governing.Part("shut", policy(PolicyKind.RESOURCE, deny)));
    Wanted put = Wanted.of("secretsmanager:PutResourcePolicy", SECRET);
    Limits limits = Limits.standard();
    assertInstanceOf(Access.Always.class, Readers.ask(new Asker.Root(HERE), shut, put, limits));
    assertInstanceOf(Access.Never.class, Readers.ask(new Asker.Root(THERE), shut, put, limits));
    assertInstanceOf(Access.Never.class, ask(new Asker.Root(HERE), shut));
  }

  @Test
  void whatIsKnownOfRequestsIsTakenForTrue() {
    PolicyDocument key =
        policy(
            PolicyKind.KEY,
            "{'Effect':'Allow','Principal':'*','Action':'kms:*','Resource':'*','Condition':"
                + "{'StringEquals':{'kms:ViaService':'secretsmanager.us-east-1.amazonaws.com'}}}");
    Governing policies = new Governing(List.of(), null, new Governing.Part("key", key));
    String arn = "arn:aws:kms:us-east-1:111122223333:key/1";
    Asker ann = user(HERE, Map.of());
    Wanted some = Wanted.of("kms:Decrypt", arn);
    Wanted via =
        new Wanted(
            some.action(), arn, Map.of("kms:ViaService", "secretsmanager.us-east-1.amazonaws.com"));
    assertEquals("sometimes", word(Readers.ask(ann, policies, some, Limits.standard())));
    assertEquals("always", word(Readers.ask(ann, policies, via, Limits.standard())));
  }

  @Test
  void idsOfAnotherFormAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Asker.Role(HERE, "AIDAAAAAA", "/", "app"));
  }

  private static List<String> outside(String statements) {
    return Outside.ask(
            policy(PolicyKind.RESOURCE, statements), Wanted.of(GET, SECRET), Limits.standard())
        .stream()
        .map(
            each ->
                each.sort()
                    + " "
                    + each.name()
                    + (each.answer() instanceof Answer.Unknown ? "?" : ""))
        .toList();
  }

  private static String letting(String principal, String condition) {
    return "{'Effect':'Allow','Principal':%s,'Action':'*','Resource':'*','Condition':{%s}}"
        .formatted(principal, condition);
  }

  @Test
  void whoIsLetInFromOutsideIsNamed() {
    String role = "arn:aws:iam::444455556666:role/app";
    assertEquals(List.of("ACCOUNT 444455556666"), outside(letting("{'AWS':'444455556666'}", "")));
    assertEquals(List.of("ROLE " + role), outside(letting("{'AWS':'" + role + "'}", "")));
    assertEquals(List.of(), outside(letting("{'AWS':'111122223333'}", "")));
    assertEquals(
        List.of("SERVICE events.amazonaws.com"),
        outside(letting("{'Service':'events.amazonaws.com'}", "")));
    assertEquals(List.of("EVERYBODY "), outside(letting("'*'", "")));
    assertEquals(
        List.of("OTHERS_OF_ACCOUNT 444455556666"),
        outside(letting("'*'", "'StringEquals':{'aws:PrincipalAccount':'444455556666'}")));
    assertEquals(
        List.of("ORGANIZATION o-abcdefghij"),
        outside(letting("'*'", "'StringEquals':{'aws:PrincipalOrgID':'o-abcdefghij'}")));
    assertEquals(
        List.of("OTHERS "),
        outside(letting("'*'", "'StringEquals':{'aws:SourceVpce':'vpce-0123456789abcdef0'}")));
    String refused =
        letting("{'AWS':'444455556666'}", "")
            + ",{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}";
    assertEquals(List.of(), outside(refused));
  }

  @Test
  void whatAStatementIsGoodForIsTold() {
    PolicyDocument policy =
        policy(
            PolicyKind.RESOURCE,
            letting("'*'", "")
                + ","
                + letting("'*'", "'StringEquals':{'aws:PrincipalAccount':'none'}")
                + ",{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}");
    Limits limits = Limits.standard();
    assertInstanceOf(Answer.Yes.class, StatementUse.applies(policy, 0, limits));
    assertInstanceOf(Answer.No.class, StatementUse.survives(policy, 0, limits));
    assertInstanceOf(Answer.No.class, StatementUse.applies(policy, 1, limits));
    assertInstanceOf(Answer.Yes.class, StatementUse.applies(policy, 2, limits));
    assertThrows(IllegalArgumentException.class, () -> StatementUse.survives(policy, 2, limits));
  }
}
