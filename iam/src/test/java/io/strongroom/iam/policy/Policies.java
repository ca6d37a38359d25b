package io.strongroom.iam.policy;

/** Puts policies together for tests; single quotes stand for double ones. */
public final class Policies {

  private Policies() {}

  /** A policy with one statement made of these members. */
  public static String with(String members) {
    return json("{'Version': '2012-10-17', 'Statement': {" + members + "}}");
  }

  /** A policy that allows all to read, under a {@code Condition} element. */
  public static String when(String condition) {
    return with(
        "'Effect': 'Allow', 'Principal': '*', 'Action': 'secretsmanager:GetSecretValue',"
            + " 'Resource': '*', 'Condition': "
            + condition);
  }

  public static String json(String text) {
    return text.replace('\'', '"');
  }
}
