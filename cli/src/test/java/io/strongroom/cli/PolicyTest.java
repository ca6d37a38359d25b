package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.testkit.CanaryExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about policies tell, and how they end. */
@ExtendWith(CanaryExtension.class)
class PolicyTest {
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf";
  private static final String EVERYBODY = allow("\"*\"", "");
  private static final String ACCOUNT = allow("{\"AWS\":\"111122223333\"}", "");
  private static final String AT_HOME =
      allow("{\"AWS\":\"111122223333\"}", "{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}");

  @TempDir Path directory;

  /** What a command has printed, and how it ended. */
  private record Ended(int code, String out, String err) {
    void assertOut(int expected, String... parts) {
      assertEquals(expected, code, out + err);
      for (String part : parts) {
        assertTrue(out.contains(part), () -> part + " is not in " + out);
      }
    }

    void assertRefused(String part) {
      assertEquals(Main.USAGE, code, out);
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.contains(part), err);
      assertEquals("", out);
    }
  }

  private static String allow(String principal, String condition) {
    String on = condition.isEmpty() ? "" : ",\"Condition\":" + condition;
    return """
        {"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Principal":%s,\
        "Action":"secretsmanager:GetSecretValue","Resource":"*"%s}]}"""
        .formatted(principal, on);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static Ended execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  @Test
  void publicPolicyIsShownWithWhoGetsIn() throws IOException {
    String file = file("policy.json", EVERYBODY);
    execute("policy", "check", file)
        .assertOut(1, "PUBLIC", "who ", "secretsmanager:GetSecretValue", "statement 1 (Read)");
    execute("policy", "check", file, "--secret", SECRET).assertOut(1, "resource  " + SECRET);
    execute("policy", "check", file, "--json")
        .assertOut(1, "\"result\" : \"public\"", "\"sid\" : \"Read\"", "\"warnings\" : [ ]");
  }

  @Test
  void policyThatNamesItsReadersIsNotPublic() throws IOException {
    String file = file("policy.json", ACCOUNT);
    execute("policy", "check", file).assertOut(0, "Not public");
    execute("policy", "check", file, "--json").assertOut(0, "\"result\" : \"not-public\"");
    execute("policy", "check", file, "--trust-account", "111122223333").assertOut(0);
    execute("policy", "check", file, "--trust-account", "444455556666")
        .assertOut(1, "111122223333");
  }

  @Test
  void policyIsReadFromStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(ACCOUNT.getBytes(StandardCharsets.UTF_8)));
    try {
      execute("policy", "check", "-").assertOut(0, "Not public");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void oddStatementsAreWarnings() throws IOException {
    String service = allow("{\"Service\":\"events.amazonaws.com\"}", "");
    execute("policy", "check", file("service.json", service))
        .assertOut(0, "warning: statement 1 (Read) lets a service in on anybody's behalf");
    String never =
        allow(
            "{\"AWS\":\"111122223333\"}",
            "{\"StringEquals\":{\"aws:PrincipalAccount\":\"444455556666\"}}");
    execute("policy", "check", file("never.json", never))
        .assertOut(0, "warning: statement 1 (Read) can never apply");
  }

  @Test
  void whatCannotBeReadIsOneLine() throws IOException {
    execute("policy", "check", directory.resolve("none").toString()).assertRefused("be read");
    execute("policy", "check", file("text", "hello")).assertRefused("not JSON");
    String grammar = file("grammar", "{\"Statement\":[{\"Effect\":\"Maybe\"}]}");
    execute("policy", "check", grammar).assertRefused("Effect is Allow or Deny");
    String good = file("good", ACCOUNT);
    execute("policy", "check", good, "--trust-account", "1").assertRefused("12 digits");
    execute("policy", "check", good, "--time", "0").assertRefused("--time takes");
    execute("policy", "explain", good, "--kind", "boundary").assertRefused("--kind takes");
    execute("policy", "explain", good, "--principal", "ann").assertRefused("--principal takes");
    execute("policy", "who-can", SECRET).assertRefused("either --details");
  }

  @Test
  void requestIsExplained() throws IOException {
    String file = file("policy.json", AT_HOME);
    String ann = "arn:aws:iam::111122223333:user/ann";
    execute("policy", "explain", file, "--principal", ann, "--context", "aws:sourceip=10.1.2.3")
        .assertOut(0, "Allowed by this policy", "granted by statement 1 (Read)", "10.1.2.3");
    execute("policy", "explain", file, "--principal", ann)
        .assertOut(1, "NOT ALLOWED", "asked for, and not in the request: aws:SourceIp");
    execute("policy", "explain", file, "--principal", ann, "--json")
        .assertOut(1, "\"result\" : \"not-allowed\"", "\"missing\" : [ \"aws:SourceIp\" ]");
  }

  @Test
  void statementsAreExplained() throws IOException {
    String deny = "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}";
    String refused = AT_HOME.replace("}]}", "}," + deny + "]}");
    execute("policy", "explain", file("refused", refused))
        .assertOut(1, "statement 1 (Read) allows NOTHING", "statement 2 refuses, for example");
    execute("policy", "explain", file("good", AT_HOME), "--json")
        .assertOut(0, "\"result\" : \"applies\"");
  }

  @Test
  void policiesAreCompared() throws IOException {
    String narrow = file("narrow.json", AT_HOME);
    String wide = file("wide.json", ACCOUNT);
    execute("policy", "compare", wide, narrow).assertOut(0, "B is no more permissive", "A allows");
    execute("policy", "compare", narrow, wide)
        .assertOut(1, "B allows more", "by        statement 1");
    execute("policy", "compare", wide, narrow, "--equivalent").assertOut(1);
    execute("policy", "compare", wide, wide, "--equivalent").assertOut(0, "The same");
    execute("policy", "compare", narrow, wide, "--json")
        .assertOut(1, "\"result\" : \"B-allows-more\"");
  }

  private static final String DETAILS =
      """
      {"UserDetailList":[
        {"Path":"/","UserName":"ann","UserId":"AIDAAAAAAAAAAAAAAAAAA",
         "Arn":"arn:aws:iam::111122223333:user/ann","GroupList":["readers"],
         "AttachedManagedPolicies":[]},
        {"Path":"/","UserName":"ben","UserId":"AIDABBBBBBBBBBBBBBBBB",
         "Arn":"arn:aws:iam::111122223333:user/ben","GroupList":[],
         "AttachedManagedPolicies":[]}],
       "GroupDetailList":[{"Path":"/","GroupName":"readers","GroupId":"AGPAAAAAAAAAAAAAAAAAA",
         "Arn":"arn:aws:iam::111122223333:group/readers","GroupPolicyList":[
          {"PolicyName":"read","PolicyDocument":"%7B%22Version%22%3A%222012-10-17%22%2C\
      %22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22secretsmanager%3A%2A\
      %22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D"}],"AttachedManagedPolicies":[]}],
       "RoleDetailList":[
        {"Path":"/","RoleName":"app","RoleId":"AROAAAAAAAAAAAAAAAAAA",
         "Arn":"arn:aws:iam::111122223333:role/app","RolePolicyList":[],
         "AttachedManagedPolicies":[{"PolicyName":"net",
           "PolicyArn":"arn:aws:iam::111122223333:policy/net"}]}],
       "Policies":[{"PolicyName":"net","Arn":"arn:aws:iam::111122223333:policy/net",
         "DefaultVersionId":"v2","PolicyVersionList":[{"VersionId":"v2","Document":
          {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
           "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}}]}]}
      """;

  @Test
  @DisplayName("Documents are read encoded, as the service has them, and as the AWS CLI shows them")
  void readersAreToldFromDetails() throws IOException {
    String details = file("details.json", DETAILS);
    execute("policy", "who-can", SECRET, "--details", details)
        .assertOut(
            0,
            "always      arn:aws:iam::111122223333:user/ann  by statement 1 of read",
            "never       arn:aws:iam::111122223333:user/ben",
            "conditions  arn:aws:iam::111122223333:role/app",
            "aws:SourceIp = 10.",
            "Nobody outside");
    String policy = file("policy.json", allow("{\"AWS\":\"444455556666\"}", ""));
    execute("policy", "who-can", SECRET, "--details", details, "--policy", policy)
        .assertOut(0, "account 444455556666");
    String open = file("open.json", EVERYBODY);
    execute("policy", "who-can", SECRET, "--details", details, "--policy", open, "--json")
        .assertOut(1, "\"sort\" : \"everybody\"", "\"access\" : \"always\"");
    String key =
        file(
            "key.json",
            allow("{\"AWS\":\"111122223333\"}", "")
                .replace("secretsmanager:GetSecretValue", "kms:*"));
    execute("policy", "who-can", SECRET, "--details", details, "--key-policy", key)
        .assertOut(0, "kms:Decrypt with the key of the secret: never");
    execute("policy", "who-can", SECRET, "--details", policy).assertRefused("UserDetailList");
  }

  @Test
  void readersAreToldFromAStore() throws Exception {
    Path data = directory.resolve("data");
    Path key = directory.resolve("key");
    AccountId account = new AccountId("111122223333");
    SecretIdentity db =
        SecretIdentity.of(
            account,
            new Region("us-east-1"),
            SecretName.parse("db"),
            new ArnSuffix("AbCdEf"),
            new UUID(1, 2));
    try (StoreFiles.Created created = StoreFiles.create(data, key, account)) {
      Instant now = StoreFiles.now();
      Secret secret = Secret.create(db, now).governed(EVERYBODY, now);
      assertInstanceOf(
          Commit.Done.class,
          created.store().commit(List.of(new SecretWrite.Insert(secret, List.of()))));
    }
    String[] asking = {
      "policy", "who-can", db.arn(), "--data", data.toString(), "--root-key", key.toString()
    };
    execute(asking).assertOut(1, "always      arn:aws:iam::111122223333:user/", "EVERYBODY");
    asking[2] = "arn:aws:secretsmanager:us-east-1:111122223333:secret:other-AbCdEf";
    execute(asking).assertRefused("there is no secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "audit --help"})
  @DisplayName("Other commands start without the analyzer")
  void analyzerIsNotLoaded(String arguments) throws Exception {
    Path log = directory.resolve("classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "io.strongroom.cli.Main"));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    String loaded = Files.readString(log);
    assertTrue(loaded.contains("io.strongroom.cli.Strongroom "));
    assertFalse(loaded.contains("io.strongroom.analyzer"), "the analyzer was loaded");
  }
}
