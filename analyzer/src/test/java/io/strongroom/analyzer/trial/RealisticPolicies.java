package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Policies of secrets as teams write them: readers of other accounts, limits to an organization, to
 * endpoints and to addresses, refusals unless something, tags, services on behalf of a resource,
 * long lists, and in one of six a slip that may let in everybody. Four in ten are short, one in ten
 * reaches for the longest that is allowed.
 *
 * <p>Source: the examples of the Secrets Manager User Guide, "Resource-based policies", and of the
 * IAM User Guide, "Example policies", with more of everything.
 */
final class RealisticPolicies {

  /** The longest policy of a secret, in characters. */
  static final int LONGEST = 20_480;

  private static final String HEX = "0123456789abcdef";
  private static final List<String> TEAMS =
      List.of("payments", "billing", "search", "data-platform", "identity", "mobile", "ops");
  private static final List<String> STAGES = List.of("prod", "staging", "dev");
  private static final List<String> SERVICES =
      List.of("lambda.amazonaws.com", "rds.amazonaws.com", "ecs-tasks.amazonaws.com");
  private static final List<Object> READ =
      List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret");

  private final Random random;
  private final Instances instances;
  private final String organization;

  RealisticPolicies(long seed) {
    this.random = new Random(seed);
    this.instances = new Instances(random);
    this.organization = "o-" + instances.word("abcdefghij0123456789", 10);
  }

  /** Returns the next policy. */
  Written next() {
    int target = target();
    List<Map<String, Object>> statements = new ArrayList<>();
    Written policy = Written.of(List.of());
    int length = policy.text().length();
    int misses = 0;
    while (misses < 3 && (statements.isEmpty() || length < target)) {
      int room = Math.min(target, LONGEST) - length;
      boolean slip = statements.isEmpty() && random.nextInt(6) == 0;
      SequencedMap<String, Object> statement =
          slip ? careless() : statement(1 + random.nextInt(Math.max(1, room / 60)));
      if (random.nextInt(3) > 0) {
        statement.putFirst("Sid", "Statement" + statements.size());
      }
      statements.add(statement);
      Written longer = Written.of(statements);
      if (longer.text().length() > LONGEST) {
        statements.removeLast();
        misses++;
      } else {
        policy = longer;
        length = policy.text().length();
      }
    }
    return policy;
  }

  private int target() {
    int choice = random.nextInt(10);
    if (choice < 4) {
      return 200 + random.nextInt(1_300);
    }
    if (choice < 7) {
      return 1_500 + random.nextInt(3_500);
    }
    return choice < 9 ? 5_000 + random.nextInt(7_000) : LONGEST;
  }

  private SequencedMap<String, Object> statement(int most) {
    int few = 1 + random.nextInt(Math.min(most, 4));
    int many = random.nextInt(3) == 0 ? most : few;
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> allow(aws(many(many, this::role)));
      case 3 -> allow(aws(many(many, this::account)));
      case 4 -> with(allow("*"), "StringEquals", "aws:PrincipalOrgID", organization);
      case 5 ->
          with(
              with(deny("*"), "StringNotEquals", "aws:PrincipalOrgID", organization),
              "BoolIfExists",
              "aws:PrincipalIsAWSService",
              "false");
      case 6 -> with(deny("*"), "StringNotEquals", "aws:SourceVpce", many(few, this::endpoint));
      case 7 -> with(allow("*"), "StringEquals", "aws:SourceVpc", many(few, this::network));
      case 8 -> with(allow("*"), "IpAddress", "aws:SourceIp", many(most, this::range));
      case 9 ->
          with(
              with(deny("*"), "NotIpAddress", "aws:SourceIp", many(many, this::range)),
              "Bool",
              "aws:ViaAWSService",
              "false");
      case 10 ->
          with(
              allow(aws(account(0))),
              "StringEquals",
              "aws:PrincipalTag/team",
              "${aws:ResourceTag/team}");
      case 11 -> service();
      case 12 -> with(deny("*"), "Bool", "aws:SecureTransport", "false");
      case 13 -> with(deny("*"), "ArnNotLike", "aws:PrincipalArn", many(many, this::rolePattern));
      case 14 -> denyOthers(many);
      case 15 -> recent();
      case 16 -> paths(few);
      default -> byTag(many);
    };
  }

  /** What gives more away than was meant, and what looks so. */
  private SequencedMap<String, Object> careless() {
    return switch (random.nextInt(7)) {
      case 0 -> allow("*");
      case 1 -> with(allow("*"), "StringLike", "aws:PrincipalOrgID", "o-*");
      case 2 -> with(allow("*"), "StringEqualsIfExists", "aws:SourceVpce", endpoint(0));
      case 3 -> with(allow("*"), "ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/" + team());
      case 4 -> with(allow("*"), "IpAddress", "aws:SourceIp", List.of("0.0.0.0/1", "128.0.0.0/1"));
      case 5 -> with(allow("*"), "StringEquals", "aws:PrincipalTag/team", team());
      default -> with(allow("*"), "Bool", "aws:SecureTransport", "true");
    };
  }

  private SequencedMap<String, Object> service() {
    Map<String, Object> principal = new LinkedHashMap<>();
    principal.put("Service", instances.item(SERVICES));
    String account = account(0);
    SequencedMap<String, Object> statement =
        with(allow(principal), "StringEquals", "aws:SourceAccount", account);
    if (random.nextBoolean()) {
      String arn = "arn:aws:lambda:eu-west-1:" + account + ":function:" + team() + "-*";
      return with(statement, "ArnLike", "aws:SourceArn", arn);
    }
    return statement;
  }

  private SequencedMap<String, Object> denyOthers(int count) {
    SequencedMap<String, Object> deny = deny("*");
    deny.remove("Principal");
    List<Object> spared = new ArrayList<>();
    for (int i = 0; i < Math.max(1, count / 3); i++) {
      String account = account(i);
      String role = team();
      spared.add("arn:aws:iam::" + account + ":root");
      spared.add("arn:aws:iam::" + account + ":role/" + role);
      spared.add("arn:aws:sts::" + account + ":assumed-role/" + role + "/app");
    }
    deny.put("NotPrincipal", aws(spared));
    return deny;
  }

  private SequencedMap<String, Object> recent() {
    return switch (random.nextInt(3)) {
      case 0 -> with(deny("*"), "NumericGreaterThanIfExists", "aws:MultiFactorAuthAge", "3600");
      case 1 ->
          with(
              with(
                  allow(aws(role(0))),
                  "DateGreaterThan",
                  "aws:CurrentTime",
                  "2026-01-01T00:00:00Z"),
              "DateLessThan",
              "aws:CurrentTime",
              "2026-02-01T00:00:00Z");
      default ->
          with(
              allow(aws(many(3, this::role))),
              "ForAnyValue:StringEquals",
              "secretsmanager:VersionStage",
              "AWSCURRENT");
    };
  }

  private SequencedMap<String, Object> paths(int count) {
    return with(
        allow("*"),
        "ForAnyValue:StringLike",
        "aws:PrincipalOrgPaths",
        many(
            count,
            _ ->
                organization
                    + "/r-"
                    + instances.word(HEX, 4)
                    + "/ou-"
                    + instances.word(HEX, 4)
                    + '-'
                    + instances.word(HEX, 8)
                    + "/*"));
  }

  private SequencedMap<String, Object> byTag(int count) {
    SequencedMap<String, Object> statement =
        with(allow("*"), "StringEquals", "aws:PrincipalAccount", many(count, this::account));
    if (random.nextBoolean()) {
      with(statement, "StringLike", "aws:userid", many(1, this::sessions));
    }
    return with(statement, "StringEquals", "aws:ResourceTag/stage", instances.item(STAGES));
  }

  private SequencedMap<String, Object> allow(Object principal) {
    return statement("Allow", principal, random.nextInt(4) == 0 ? "secretsmanager:*" : READ);
  }

  private SequencedMap<String, Object> deny(Object principal) {
    return statement("Deny", principal, random.nextInt(3) > 0 ? "secretsmanager:*" : READ);
  }

  private static SequencedMap<String, Object> statement(
      String effect, Object principal, Object actions) {
    SequencedMap<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", effect);
    statement.put("Principal", principal);
    statement.put("Action", actions);
    statement.put("Resource", "*");
    return statement;
  }

  private static SequencedMap<String, Object> with(
      SequencedMap<String, Object> statement, String operator, String key, Object values) {
    Entry.add(statement, operator, key, values);
    return statement;
  }

  private static Map<String, Object> aws(Object names) {
    Map<String, Object> principal = new LinkedHashMap<>();
    principal.put("AWS", names);
    return principal;
  }

  private static Object many(int count, Function<Integer, String> maker) {
    List<Object> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(maker.apply(i));
    }
    return texts.size() == 1 ? texts.getFirst() : texts;
  }

  private String team() {
    return instances.item(TEAMS) + '-' + instances.item(STAGES);
  }

  private String account(int number) {
    return String.format("%012d", 100_000_000_000L + random.nextLong(900_000_000_000L));
  }

  private String role(int number) {
    return "arn:aws:iam::" + account(number) + ":role/" + team() + '-' + number;
  }

  private String rolePattern(int number) {
    return role(number) + (random.nextBoolean() ? "*" : "");
  }

  private String endpoint(int number) {
    return "vpce-" + instances.word(HEX, 17);
  }

  private String network(int number) {
    return "vpc-" + instances.word(HEX, 17);
  }

  private String sessions(int number) {
    return "AROA" + instances.word("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17) + ":*";
  }

  private String range(int number) {
    if (random.nextInt(12) == 0) {
      return "2001:db8:" + instances.word(HEX, 3) + "::/48";
    }
    int prefix = 20 + random.nextInt(13);
    int first = 11 + random.nextInt(160);
    return first + "." + random.nextInt(256) + "." + 16 * random.nextInt(16) + ".0/" + prefix;
  }
}
