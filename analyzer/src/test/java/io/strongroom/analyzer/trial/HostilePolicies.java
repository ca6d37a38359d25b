package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Policies of secrets as long as they may be, built to make a proof take long: each of one of the
 * {@link Scheme}s, or a mixture.
 */
final class HostilePolicies {
  /** All schemes. */
  static final List<Scheme> SCHEMES = List.of(Scheme.values());

  private static final int LONGEST = RealisticPolicies.LONGEST;
  private static final String LETTERS = "ab";
  private static final List<String> KEYS =
      List.of(
          "aws:PrincipalOrgID",
          "aws:SourceVpc",
          "aws:SourceVpce",
          "aws:UserAgent",
          "aws:PrincipalTag/a",
          "aws:PrincipalTag/b",
          "aws:ResourceTag/c",
          "secretsmanager:VersionStage",
          "aws:referer",
          "aws:SourceIdentity");

  private final Random random;
  private final Instances instances;

  /** What is to hurt. */
  enum Scheme {
    /** Many patterns of stars and question marks over one key, granted and refused. */
    STORM,
    /** Patterns whose automata double with each character once they are made deterministic. */
    DOUBLING,
    /** Hundreds of refusals with conditions on several keys, which overlap in all ways. */
    SPLITTING,
    /** Refusals that each leave out one value of each of many keys. */
    CHECKERBOARD,
    /** More than a thousand ranges, in each other and beside each other. */
    RANGES,
    /** Hundreds of principals, and of principals who are spared. */
    PRINCIPALS,
    /** Variables everywhere, of keys that are compared with each other. */
    VARIABLES,
    /** Texts whose case is ignored. */
    IGNORING_CASE,
    /** Patterns over keys of several values, of all and of any. */
    SETS,
    /** Patterns over ARNs with wildcards in every field. */
    ARNS,
    /** Patterns over actions and resources, meant and left out. */
    NAMES,
    /** Bounds for numbers and times. */
    BOUNDS
  }

  HostilePolicies(long seed) {
    this.random = new Random(seed);
    this.instances = new Instances(random);
  }

  /** Returns a policy of a scheme; one in five has statements of others too. */
  Written next(Scheme scheme) {
    List<Map<String, Object>> statements = new ArrayList<>();
    boolean mixed = random.nextInt(5) == 0;
    statements.add(statement("Allow"));
    int length = Written.of(statements).text().length();
    boolean fits = true;
    while (fits) {
      Scheme next = mixed && random.nextBoolean() ? any() : scheme;
      Map<String, Object> statement = statement(next, LONGEST - length);
      statements.add(statement);
      length = Written.of(statements).text().length();
      fits = length <= LONGEST;
    }
    statements.removeLast();
    return Written.of(statements);
  }

  private Scheme any() {
    return instances.item(SCHEMES);
  }

  private Map<String, Object> statement(Scheme scheme, int room) {
    return switch (scheme) {
      case STORM -> texts("aws:UserAgent", like(), room, () -> storm(20 + random.nextInt(200)));
      case DOUBLING -> texts(instances.item(KEYS), like(), room, this::doubling);
      case SPLITTING -> splitting();
      case CHECKERBOARD -> checkerboard();
      case RANGES -> texts("aws:SourceIp", range(), room, this::cidr);
      case PRINCIPALS -> principals(room);
      case VARIABLES -> texts(instances.item(KEYS), like(), room / 8, this::variables);
      case IGNORING_CASE -> texts(instances.item(KEYS), ignoring(), room / 4, this::word);
      case SETS -> texts("aws:TagKeys", set(), room / 6, () -> storm(4 + random.nextInt(12)));
      case ARNS -> texts(arnKey(), arn(), room / 6, this::arns);
      case NAMES -> names(room / 6);
      case BOUNDS -> bounds();
    };
  }

  private static Map<String, Object> statement(String effect) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", effect);
    statement.put("Principal", "*");
    statement.put("Action", "*");
    statement.put("Resource", "*");
    return statement;
  }

  private Map<String, Object> statement() {
    return statement(random.nextInt(3) == 0 ? "Allow" : "Deny");
  }

  private Map<String, Object> texts(String key, String operator, int room, Supplier<String> maker) {
    Map<String, Object> statement = statement();
    int wanted = Math.max(100, Math.min(room - 200, 100 + random.nextInt(Math.max(1, room))));
    Entry.add(statement, operator, key, list(wanted, maker));
    return statement;
  }

  private List<Object> list(int length, Supplier<String> maker) {
    List<Object> values = new ArrayList<>();
    int written = 0;
    while (values.isEmpty() || written < length) {
      String text = maker.get();
      values.add(text);
      written += text.length() + 3;
    }
    if (values.size() > 1) {
      values.removeLast();
    }
    return values;
  }

  private String like() {
    return random.nextBoolean() ? "StringLike" : "StringNotLike";
  }

  private String range() {
    return random.nextBoolean() ? "IpAddress" : "NotIpAddress";
  }

  private String arn() {
    return random.nextBoolean() ? "ArnLike" : "ArnNotLike";
  }

  private String arnKey() {
    return random.nextBoolean() ? "aws:PrincipalArn" : "aws:SourceArn";
  }

  private String ignoring() {
    return random.nextBoolean() ? "StringEqualsIgnoreCase" : "StringNotEqualsIgnoreCase";
  }

  private String set() {
    return (random.nextBoolean() ? "ForAllValues:" : "ForAnyValue:") + like();
  }

  private String storm(int length) {
    StringBuilder text = new StringBuilder("*");
    while (text.length() < length) {
      text.append(instances.word(LETTERS, 1 + random.nextInt(2)));
      text.append(random.nextInt(3) == 0 ? "?" : "*");
    }
    return text.append(random.nextBoolean() ? "*" : "").toString();
  }

  private String doubling() {
    String tail = "?".repeat(8 + random.nextInt(60));
    return "*" + instances.word(LETTERS, 1 + random.nextInt(3)) + tail + instances.word(LETTERS, 1);
  }

  private Map<String, Object> splitting() {
    Map<String, Object> statement = statement("Deny");
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String operator =
          instances.item(
              List.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists"));
      String value = instances.word("abc", 1 + random.nextInt(3));
      Entry.add(
          statement,
          operator,
          instances.item(KEYS),
          operator.contains("Like") ? value + "*" : value);
    }
    return statement;
  }

  private Map<String, Object> checkerboard() {
    Map<String, Object> statement = statement("Deny");
    for (String key : KEYS.subList(0, 2 + random.nextInt(KEYS.size() - 2))) {
      Entry.add(statement, like(), key, "*" + instances.word(LETTERS, 1 + random.nextInt(3)) + "*");
    }
    return statement;
  }

  private String cidr() {
    if (random.nextInt(8) == 0) {
      return "2001:"
          + Integer.toHexString(random.nextInt(4_096))
          + "::/"
          + (16 + random.nextInt(32));
    }
    return random.nextInt(256) + "." + random.nextInt(256) + ".0.0/" + (2 + random.nextInt(30));
  }

  private Map<String, Object> principals(int room) {
    Map<String, Object> statement = statement();
    boolean spared = random.nextBoolean();
    statement.remove("Principal");
    LinkedHashMap<String, Object> principal = new LinkedHashMap<>();
    principal.put("AWS", list(Math.min(room - 200, 500 + random.nextInt(6_000)), this::principal));
    statement.put(spared ? "NotPrincipal" : "Principal", principal);
    if (random.nextBoolean()) {
      Entry.add(statement, like(), "aws:userid", "AROA*:" + instances.word(LETTERS, 2) + "*");
    }
    return statement;
  }

  private String principal() {
    String account = "11112222" + instances.word("3456", 4);
    String name = instances.word(LETTERS, 4);
    return switch (random.nextInt(4)) {
      case 0 -> account;
      case 1 -> "arn:aws:iam::" + account + ":user/" + name;
      case 2 -> "arn:aws:iam::" + account + ":role/" + name;
      default -> "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + name;
    };
  }

  private String variables() {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text.append("${")
          .append(instances.item(KEYS))
          .append(random.nextInt(4) == 0 ? ", 'a'}" : "}");
      text.append(random.nextBoolean() ? "*" : instances.word(LETTERS, 1));
    }
    return text.toString();
  }

  private String word() {
    return instances.word("aAbB\u00df\u00ff\u00b5\u00e9k", 2 + random.nextInt(30));
  }

  private String arns() {
    String account = random.nextBoolean() ? "*" : instances.word("12?*", 6);
    return "arn:*:*"
        + instances.word(LETTERS, 1)
        + "*:*:"
        + account
        + ":"
        + storm(4 + random.nextInt(30));
  }

  private Map<String, Object> names(int room) {
    Map<String, Object> statement = statement();
    statement.remove("Action");
    statement.remove("Resource");
    boolean meant = random.nextBoolean();
    statement.put(
        meant ? "Action" : "NotAction",
        list(Math.min(room, 3_000), () -> "secretsmanager:" + storm(4 + random.nextInt(20))));
    statement.put(
        random.nextBoolean() ? "Resource" : "NotResource",
        list(
            Math.min(room, 3_000),
            () -> "arn:aws:secretsmanager:*:*:secret:" + storm(4 + random.nextInt(20))));
    return statement;
  }

  private Map<String, Object> bounds() {
    Map<String, Object> statement = statement("Deny");
    int number = random.nextInt(100_000);
    Entry.add(statement, "NumericGreaterThan", "aws:MultiFactorAuthAge", number + "." + number);
    Entry.add(statement, "NumericLessThanEquals", "k:number", number + "e-" + random.nextInt(40));
    Entry.add(statement, "DateNotEqualsIfExists", "aws:TokenIssueTime", String.valueOf(number));
    return statement;
  }
}
