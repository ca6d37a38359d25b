package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Random policies as maps, lists and texts. */
final class RandomStatements {
  static final String SERVICE = "lambda.amazonaws.com";
  static final String PROVIDER = "arn:aws:iam::111122223333:oidc-provider/id.example.org";
  static final String ANN_ID = "AIDAAAAAAAAAAAAAAAAAA";
  static final String APP_ID = "AROAAAAAAAAAAAAAAAAAA";

  private static final List<String> ACTIONS =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "secretsmanager:*",
          "secretsmanager:Get*",
          "SecretsManager:g?tsecret*e",
          "secretsmanager:PutResourcePolicy",
          "secretsmanager:GetSecretValue",
          "kms:*",
          "sts:*",
          "sts:AssumeRole",
          "iam:Get?ser");
  private static final List<String> RESOURCES =
      List.of(
          "*",
          "*",
          "*",
          "*",
          "*",
          "arn:aws:secretsmanager:*",
          "arn:aws:secretsmanager:us-east-1:111122223333:secret:*",
          "arn:aws:secretsmanager:us-east-1:*:secret:red-?",
          "arn:*:secretsmanager:*:*:*",
          "arn:aws:secretsmanager:us-*-1:*:secret:*-1",
          "arn:aws:secretsmanager:us-east-1:444455556666:secret:a?b",
          "arn:aws:secretsmanager:*:*:secret:${aws:username}/*",
          "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team, 'red'}-1",
          "arn:aws:secretsmanager:*:*:secret:${*}",
          "arn:aws:secretsmanager:*:*:secret:${k:s}",
          "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:a:*");
  private static final List<String> AWS_PRINCIPALS =
      List.of(
          "*",
          "111122223333",
          "444455556666",
          "arn:aws:iam::111122223333:root",
          "arn:aws:iam::111122223333:user/team/ann",
          "arn:aws:iam::111122223333:user/bob",
          "arn:aws:iam::444455556666:user/team/ann",
          "arn:aws:iam::111122223333:role/path/app",
          "arn:aws:iam::444455556666:role/path/app",
          "arn:aws:sts::111122223333:assumed-role/app/s1",
          "arn:aws:sts::111122223333:assumed-role/app/s2",
          ANN_ID,
          APP_ID);

  private static final List<String> WORDS = List.of("a", "b", "ab", "A*", "*", "", "red", "ann");
  private static final List<String> NUMBERS = List.of("1", "2", "10", "1.0", "1e1", "abc", "");
  private static final List<String> TIMES =
      List.of(
          "2024-01-01T00:00:00Z",
          "2024-01-01",
          "1704067200",
          "2024-02",
          "2024-01-01T02:00:00+02:00",
          "soon");
  private static final List<String> TRUTHS = List.of("true", "false", "TRUE", "maybe");
  private static final List<String> BYTES = List.of("AQ==", "Ag==", "AQ", "!!");
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.0.1.1", "203.0.113.5", "2001:db8::1", "2001:db9::1", "nowhere");
  private static final List<String> ARNS =
      List.of(
          "arn:aws:s3:::b",
          "arn:aws:s3:::b:c",
          "arn:aws:iam::111122223333:role/path/app",
          "arn:aws:iam::111122223333:user/team/ann",
          "b");

  /** Keys of requests, with their values; those that callers have themselves are added to it. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "k:s", WORDS,
          "aws:PrincipalTag/team", List.of("red", "blue", "Red"),
          "k:n", NUMBERS,
          "k:d", TIMES,
          "aws:SecureTransport", TRUTHS,
          "k:b", BYTES,
          "aws:SourceIp", ADDRESSES,
          "aws:SourceArn", ARNS,
          "aws:TagKeys", WORDS,
          "k:arns", ARNS);

  private static final List<String> ALL_KEYS =
      List.of(
          "k:s",
          "aws:PrincipalTag/team",
          "AWS:username",
          "aws:userid",
          "aws:PrincipalAccount",
          "k:n",
          "k:d",
          "aws:SecureTransport",
          "k:b",
          "aws:SourceIp",
          "aws:SourceArn",
          "aws:TagKeys",
          "k:arns",
          "aws:principalarn");

  private final Random random;

  /** One family of operators, with keys that suit it and values that its policies may have. */
  private record Family(List<String> operators, List<String> keys, List<String> values) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              List.of(
                  "StringEquals",
                  "StringNotEquals",
                  "StringEqualsIgnoreCase",
                  "StringNotEqualsIgnoreCase",
                  "StringLike",
                  "StringNotLike"),
              List.of("k:s", "aws:PrincipalTag/team", "AWS:username", "aws:TagKeys", "aws:userid"),
              List.of(
                  "a",
                  "AB",
                  "*",
                  "a*",
                  "?",
                  "*d",
                  "",
                  "ann",
                  "AIDA*",
                  "${aws:username}",
                  "${aws:principaltag/TEAM}",
                  "${k:s}*",
                  "${k:none, 'red'}",
                  "${aws:TagKeys}",
                  "${*}",
                  "A${*}",
                  "a${",
                  "${}")),
          new Family(
              List.of(
                  "NumericEquals",
                  "NumericNotEquals",
                  "NumericLessThan",
                  "NumericLessThanEquals",
                  "NumericGreaterThan",
                  "NumericGreaterThanEquals"),
              List.of("k:n"),
              List.of("1", "2", "10", "1.5")),
          new Family(
              List.of(
                  "DateEquals",
                  "DateNotEquals",
                  "DateLessThan",
                  "DateLessThanEquals",
                  "DateGreaterThan",
                  "DateGreaterThanEquals"),
              List.of("k:d"),
              List.of("2024-01-01", "2024-01-01T00:00:00Z", "1706745600", "2024-02")),
          new Family(List.of("Bool"), List.of("aws:SecureTransport"), List.of("true", "False")),
          new Family(List.of("BinaryEquals"), List.of("k:b"), List.of("AQ==", "Ag==")),
          new Family(
              List.of("IpAddress", "NotIpAddress"),
              List.of("aws:SourceIp"),
              List.of("10.0.0.0/24", "10.0.0.0/8", "203.0.113.5", "2001:db8::/32", "0.0.0.0/0")),
          new Family(
              List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"),
              List.of("aws:SourceArn", "k:arns", "aws:principalarn"),
              List.of(
                  "arn:aws:s3:::b",
                  "arn:aws:s3:::b*",
                  "arn:*:*:*:*:*",
                  "arn:aws:iam::${aws:PrincipalAccount}:*",
                  "arn:aws:iam::1111*:user/*/${aws:username}",
                  "${aws:PrincipalArn}",
                  "*")),
          new Family(List.of("Null"), ALL_KEYS, List.of("true", "false")));

  RandomStatements(Random random) {
    this.random = random;
  }

  /** Returns what a request has under some of the keys. */
  Map<String, Object> requestKeys() {
    Map<String, Object> keys = new HashMap<>();
    for (String key : KEYS.keySet().stream().sorted().toList()) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      boolean many = key.equals("aws:TagKeys") || key.equals("k:arns");
      List<String> values = KEYS.getOrDefault(key, List.of());
      keys.put(key, many ? items(values, random.nextInt(4)) : item(values));
    }
    return keys;
  }

  Map<String, Object> policy(PolicyKind kind) {
    Map<String, Object> policy = new LinkedHashMap<>();
    if (random.nextInt(8) > 0) {
      policy.put("Version", random.nextInt(8) > 0 ? "2012-10-17" : "2008-10-17");
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      list.add(next(kind));
    }
    policy.put("Statement", list.size() == 1 && random.nextBoolean() ? list.getFirst() : list);
    return policy;
  }

  Map<String, Object> next(PolicyKind kind) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", random.nextInt(9) == 0 ? "Deny" : "Allow");
    if (kind.namesPrincipals()) {
      boolean not = kind != PolicyKind.TRUST && random.nextInt(6) == 0;
      statement.put(not ? "NotPrincipal" : "Principal", principal(kind));
    }
    boolean ofKey = kind == PolicyKind.KEY;
    if (!ofKey || random.nextInt(20) > 0) {
      statement.put(random.nextInt(10) == 0 ? "NotAction" : "Action", oneOrTwo(ACTIONS));
    }
    if (kind != PolicyKind.TRUST && (!ofKey || random.nextInt(20) > 0)) {
      statement.put(random.nextInt(10) == 0 ? "NotResource" : "Resource", oneOrTwo(RESOURCES));
    }
    int conditions = Math.max(0, random.nextInt(5) - 2);
    if (conditions > 0) {
      statement.put("Condition", conditions(conditions));
    }
    return statement;
  }

  private Object principal(PolicyKind kind) {
    int choice = random.nextInt(12);
    if (choice == 0) {
      return "*";
    }
    Map<String, Object> principal = new LinkedHashMap<>();
    if (choice == 1) {
      principal.put("Service", SERVICE);
    }
    if (choice == 2 && kind == PolicyKind.TRUST) {
      principal.put("Federated", PROVIDER);
    }
    if (principal.isEmpty() || random.nextInt(4) == 0) {
      principal.put("AWS", items(AWS_PRINCIPALS, 1 + random.nextInt(3)));
    }
    return principal;
  }

  private Map<String, Object> conditions(int count) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Family family = FAMILIES.get(random.nextInt(FAMILIES.size()));
      String operator = item(family.operators());
      if (!operator.equals("Null")) {
        int prefix = random.nextInt(5);
        operator = (prefix == 0 ? "ForAllValues:" : prefix == 1 ? "ForAnyValue:" : "") + operator;
        operator = random.nextInt(4) == 0 ? operator + "IfExists" : operator;
      }
      String key = item(random.nextInt(8) == 0 ? ALL_KEYS : family.keys());
      if (conditions.keySet().stream().noneMatch(operator::equalsIgnoreCase)) {
        String spelled = random.nextInt(6) == 0 ? operator.toLowerCase(Locale.ROOT) : operator;
        conditions.put(spelled, Map.of(key, oneOrTwo(family.values())));
      }
    }
    return conditions;
  }

  private Object oneOrTwo(List<String> from) {
    return random.nextBoolean() ? item(from) : items(from, 1 + random.nextInt(2));
  }

  private List<String> items(List<String> from, int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(from));
    }
    return items;
  }

  private String item(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
