package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Random policies of secrets: one to five statements that grant and refuse, of few names and
 * values, so that they often speak of the same.
 */
final class RandomPolicies {
  private static final List<String> ACTIONS =
      List.of(
          "*",
          "secretsmanager:*",
          "secretsmanager:*",
          "secretsmanager:Get*",
          "secretsmanager:Get*Value",
          "SecretsManager:g?tsecret*e",
          "secretsmanager:GetSecretValue",
          "secretsmanager:DescribeSecret",
          "secretsmanager:*Secret*",
          "s3:*");
  private static final List<String> RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "*",
          "*",
          "arn:aws:secretsmanager:*",
          "arn:aws:secretsmanager:us-east-1:*:secret:db-??????",
          "arn:aws:secretsmanager:*:*:secret:red*",
          "arn:*:secretsmanager:*:*:secret:*",
          "arn:aws:secretsmanager:us-*-1:999988887777:secret:*-AbCdEf",
          "arn:aws:secretsmanager:*:*:secret:${aws:username}/*",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team, 'red'}-??????");
  private static final List<String> PRINCIPALS =
      List.of(
          "*",
          "111122223333",
          "444455556666",
          "arn:aws:iam::111122223333:root",
          "arn:aws:iam::111122223333:user/team/ann",
          "arn:aws:iam::444455556666:role/app",
          "arn:aws:sts::111122223333:assumed-role/app/s1",
          "AIDAAAAAAAAAAAAAAAAAA",
          "AROAAAAAAAAAAAAAAAAAA");
  private static final List<String> SERVICES = List.of("lambda.amazonaws.com", "sns.amazonaws.com");

  private static final List<String> STRINGS =
      List.of(
          "StringEquals",
          "StringEquals",
          "StringEquals",
          "StringNotEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringLike",
          "StringNotLike");
  private static final List<String> ARNS =
      List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnLike", "ArnNotLike");
  private static final List<String> BOOL = List.of("Bool");

  private final Random random;

  /** What may be asked of a key: with which operators, and with which values. */
  private record Topic(String key, List<String> operators, List<String> values) {}

  private static final List<Topic> WHO =
      List.of(
          new Topic(
              "aws:PrincipalOrgID",
              STRINGS,
              List.of(
                  "o-aaaaaaaaaa",
                  "o-bbbbbbbbbb",
                  "o-*",
                  "o-a*",
                  "*",
                  "o-aaaaaaaaa?",
                  "O-AAAAAAAAAA")),
          new Topic(
              "aws:PrincipalAccount",
              STRINGS,
              List.of("111122223333", "444455556666", "1111*", "*", "11112222333?")),
          new Topic("aws:PrincipalArn", both(), principalArns()),
          new Topic("aws:SourceArn", both(), sourceArns()),
          new Topic("aws:SourceAccount", STRINGS, List.of("111122223333", "444455556666", "4*")),
          new Topic(
              "aws:SourceVpc",
              STRINGS,
              List.of("vpc-0aaaaaaaaaaaaaaaa", "vpc-0bbbbbbbbbbbbbbbb", "vpc-*", "*")),
          new Topic(
              "aws:SourceVpce",
              STRINGS,
              List.of("vpce-0aaaaaaaaaaaaaaaa", "vpce-0bbbbbbbbbbbbbbbb", "vpce-0a*", "*")),
          new Topic(
              "aws:userid",
              STRINGS,
              List.of(
                  "AIDAAAAAAAAAAAAAAAAAA",
                  "AROAAAAAAAAAAAAAAAAAA:*",
                  "AROAAAAAAAAAAAAAAAAAA:s1",
                  "AIDA*",
                  "*:s1",
                  "anonymous")),
          new Topic("aws:SourceIp", List.of("IpAddress", "IpAddress", "NotIpAddress"), ranges()),
          new Topic(
              "aws:PrincipalOrgPaths",
              STRINGS,
              List.of(
                  "o-aaaaaaaaaa/r-ab12/ou-ab12-11111111/*",
                  "o-aaaaaaaaaa/*",
                  "o-*/r-ab12/*",
                  "*",
                  "o-bbbbbbbbbb/r-cd34/")));

  private static final List<Topic> WHATEVER =
      List.of(
          new Topic("aws:SecureTransport", BOOL, List.of("true", "false", "True")),
          new Topic("aws:MultiFactorAuthPresent", BOOL, List.of("true", "false")),
          new Topic("aws:CurrentTime", ordered("Date"), times()),
          new Topic("aws:EpochTime", ordered("Date"), times()),
          new Topic("aws:TokenIssueTime", ordered("Date"), times()),
          new Topic(
              "aws:MultiFactorAuthAge", ordered("Numeric"), List.of("60", "300", "60.0", "1e3")),
          new Topic(
              "secretsmanager:VersionStage",
              STRINGS,
              List.of("AWSCURRENT", "AWS*", "awscurrent", "")),
          new Topic(
              "aws:ResourceTag/team",
              STRINGS,
              List.of("red", "blue", "r*", "${aws:PrincipalTag/team}", "${aws:username}", "RED")),
          new Topic(
              "aws:PrincipalTag/team",
              STRINGS,
              List.of("red", "blue", "?ed", "${aws:ResourceTag/team}", "${aws:SourceVpc, 'red'}")),
          new Topic("aws:TagKeys", STRINGS, List.of("a", "b", "a*", "*", "")),
          new Topic(
              "aws:username", STRINGS, List.of("ann", "bob", "a*", "${aws:PrincipalTag/team}")),
          new Topic("aws:PrincipalType", STRINGS, List.of("User", "AssumedRole", "*", "Account")),
          new Topic("aws:UserAgent", STRINGS, List.of("aws-cli/*", "*boto*", "curl", "${*}")),
          new Topic("k:bytes", List.of("BinaryEquals"), List.of("AQ==", "Ag==")),
          new Topic("k:resource", ARNS, sourceArns()));

  RandomPolicies(long seed) {
    this.random = new Random(seed);
  }

  private static List<String> both() {
    List<String> both = new ArrayList<>(STRINGS);
    both.addAll(ARNS);
    both.addAll(ARNS);
    return both;
  }

  private static List<String> ordered(String family) {
    return List.of(
        family + "Equals",
        family + "NotEquals",
        family + "LessThan",
        family + "LessThanEquals",
        family + "GreaterThan",
        family + "GreaterThanEquals");
  }

  private static List<String> times() {
    return List.of("2024-01-01", "2024-01-01T00:00:00Z", "1706745600", "2024-02", "2030-01-01");
  }

  private static List<String> principalArns() {
    return List.of(
        "arn:aws:iam::444455556666:role/app",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::*:role/app",
        "arn:aws:iam::1111*:user/*",
        "arn:*:iam::*:user/${aws:username}",
        "arn:aws:iam::*:*",
        "*");
  }

  private static List<String> sourceArns() {
    return List.of(
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::b*",
        "arn:aws:s3:*:*:*",
        "arn:aws:lambda:us-east-1:111122223333:function:f",
        "arn:aws:lambda:us-east-1:111122223333:function:*",
        "arn:aws:lambda:*:*:function:*",
        "arn:aws:*:*:444455556666:*");
  }

  private static List<String> ranges() {
    return List.of(
        "203.0.113.0/24",
        "198.51.100.7",
        "0.0.0.0/0",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "10.0.0.0/8",
        "11.0.0.0/8",
        "12.0.0.0/7",
        "203.0.0.0/8",
        "2001:db8::/32",
        "2001:db8:7::1",
        "2000::/3",
        "::/0");
  }

  /** Returns the next policy; at least one statement grants. */
  Written next() {
    List<Map<String, Object>> statements = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      statements.add(statement(i > 0 && random.nextInt(5) < 3 ? "Deny" : "Allow"));
    }
    Written policy = Written.of(statements);
    if (random.nextInt(16) == 0) {
      policy.json().put("Version", "2008-10-17");
    }
    return policy;
  }

  private Map<String, Object> statement(String effect) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", effect);
    boolean not = random.nextInt(effect.equals("Deny") ? 5 : 14) == 0;
    statement.put(not ? "NotPrincipal" : "Principal", not ? fixed() : principal());
    statement.put(random.nextInt(10) == 0 ? "NotAction" : "Action", some(ACTIONS));
    statement.put(random.nextInt(14) == 0 ? "NotResource" : "Resource", some(RESOURCES));
    Map<String, Object> conditions = conditions(random.nextInt(7) / 2);
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    return statement;
  }

  private Object principal() {
    int choice = random.nextInt(10);
    if (choice < 4) {
      return "*";
    }
    return choice < 6 ? new LinkedHashMap<>(Map.of("AWS", "*")) : fixed();
  }

  private Object fixed() {
    Map<String, Object> principal = new LinkedHashMap<>();
    principal.put(
        "AWS", some(PRINCIPALS.subList(random.nextInt(8) == 0 ? 0 : 1, PRINCIPALS.size())));
    if (random.nextInt(6) == 0) {
      principal.put("Service", some(SERVICES));
    }
    return principal;
  }

  private Map<String, Object> conditions(int count) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Topic topic = item(random.nextInt(8) < 5 ? WHO : WHATEVER);
      String operator = random.nextInt(12) == 0 ? "Null" : operator(topic);
      Object values =
          operator.equals("Null") ? item(List.of("true", "false")) : some(topic.values());
      if (conditions.keySet().stream().noneMatch(operator::equalsIgnoreCase)) {
        Map<String, Object> entries = new LinkedHashMap<>();
        String key = random.nextInt(9) == 0 ? topic.key().toUpperCase(Locale.ROOT) : topic.key();
        entries.put(key, values);
        conditions.put(operator, entries);
      }
    }
    return conditions;
  }

  private String operator(Topic topic) {
    String operator = item(topic.operators());
    int prefixes = KeyForms.isMany(topic.key().toLowerCase(Locale.ROOT)) ? 3 : 12;
    int prefix = random.nextInt(prefixes);
    operator = (prefix == 0 ? "ForAllValues:" : prefix == 1 ? "ForAnyValue:" : "") + operator;
    operator = random.nextInt(6) == 0 ? operator + "IfExists" : operator;
    return random.nextInt(9) == 0 ? operator.toLowerCase(Locale.ROOT) : operator;
  }

  private Object some(List<String> from) {
    if (random.nextInt(3) > 0) {
      return item(from);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      items.add(item(from));
    }
    return items;
  }

  private <T> T item(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
