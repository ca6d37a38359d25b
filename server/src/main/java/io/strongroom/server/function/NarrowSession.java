package io.strongroom.server.function;

import io.strongroom.api.shape.JsonOut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Narrows what a function may do in a rotation to the secret in rotation, whatever more its role
 * allows (requirement ROT-3). What else it needs is named by the operator, and never by a secret's
 * value, for whoever can write the value could name any secret in it.
 *
 * @param others ARNs of secrets that may be read besides, such as those of superusers; with {@code
 *     *} and {@code ?} as in policies
 */
public record NarrowSession(List<String> others) {

  /** How many other secrets can be named: their ARNs are part of every session's token. */
  public static final int MAX_OTHERS = 20;

  private static final String KEY_CONTEXT = "kms:EncryptionContext:SecretARN";
  private static final int TYPICAL = 1_024;

  /** Copies the list. */
  public NarrowSession {
    others = List.copyOf(others);
  }

  /** Returns the session policy for a rotation of a secret. */
  public String policy(String secretArn) {
    JsonOut out = new JsonOut(TYPICAL);
    out.literal("{\"Version\":\"2012-10-17\",\"Statement\":[");
    out.literal(
        "{\"Effect\":\"Allow\",\"Action\":[\"secretsmanager:DescribeSecret\","
            + "\"secretsmanager:GetSecretValue\",\"secretsmanager:PutSecretValue\","
            + "\"secretsmanager:UpdateSecretVersionStage\"],\"Resource\":");
    out.text(secretArn);
    out.literal("},{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:GetRandomPassword\",");
    out.literal("\"Resource\":\"*\"},{\"Effect\":\"Allow\",");
    out.literal("\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Resource\":\"*\",");
    out.literal("\"Condition\":{\"StringLike\":{\"" + KEY_CONTEXT + "\":");
    texts(out, Stream.concat(Stream.of(secretArn), others.stream()).toList());
    out.literal("}}}");
    if (!others.isEmpty()) {
      out.literal(",{\"Effect\":\"Allow\",\"Action\":[\"secretsmanager:DescribeSecret\",");
      out.literal("\"secretsmanager:GetSecretValue\"],\"Resource\":");
      texts(out, others);
      out.raw('}');
    }
    out.literal("]}");
    return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
  }

  private static void texts(JsonOut out, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      out.raw(i == 0 ? '[' : ',');
      out.text(texts.get(i));
    }
    out.raw(']');
  }
}
