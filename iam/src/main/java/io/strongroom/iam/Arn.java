package io.strongroom.iam;

import org.jspecify.annotations.Nullable;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. Region and
 * account may be empty, and the resource may hold colons. Says nothing about whether the thing
 * exists.
 *
 * <p>Source: AWS General Reference, "Amazon Resource Names (ARNs)".
 *
 * @param partition such as {@code aws}; not empty, no colon
 * @param service such as {@code iam}; not empty, no colon
 * @param region such as {@code us-east-1}, or empty; no colon
 * @param account twelve digits as a rule, or empty; no colon
 * @param resource all that follows the fifth colon; not empty
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /**
   * The longest ARN that is read, in characters: the bound of the IAM and Secrets Manager models.
   */
  public static final int MAX_LENGTH = 2048;

  private static final String SCHEME = "arn:";

  /** Refuses fields that would not read back as they are, with an IllegalArgumentException. */
  public Arn {
    int separators = 5;
    int length =
        "arn".length()
            + separators
            + partition.length()
            + service.length()
            + region.length()
            + account.length()
            + resource.length();
    if (length > MAX_LENGTH || partition.isEmpty() || service.isEmpty() || resource.isEmpty()) {
      throw new IllegalArgumentException("an ARN has a partition, a service and a resource");
    }
    if (!isField(partition) || !isField(service) || !isField(region) || !isField(account)) {
      throw new IllegalArgumentException("a colon or control character inside a field of an ARN");
    }
    if (hasControl(resource)) {
      throw new IllegalArgumentException("a control character in an ARN");
    }
  }

  /** Reads an ARN; null if {@code text} is not one or is longer than {@value #MAX_LENGTH}. */
  public static @Nullable Arn parse(String text) {
    if (text.length() > MAX_LENGTH || !text.startsWith(SCHEME) || hasControl(text)) {
      return null;
    }
    int[] colons = new int[5];
    colons[0] = SCHEME.length() - 1;
    for (int i = 1; i < colons.length; i++) {
      colons[i] = text.indexOf(':', colons[i - 1] + 1);
      if (colons[i] < 0) {
        return null;
      }
    }
    String partition = text.substring(colons[0] + 1, colons[1]);
    String service = text.substring(colons[1] + 1, colons[2]);
    String resource = text.substring(colons[4] + 1);
    if (partition.isEmpty() || service.isEmpty() || resource.isEmpty()) {
      return null;
    }
    String region = text.substring(colons[2] + 1, colons[3]);
    String account = text.substring(colons[3] + 1, colons[4]);
    return new Arn(partition, service, region, account, resource);
  }

  /** Returns the ARN as text; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return SCHEME + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }

  private static boolean isField(String text) {
    return text.indexOf(':') < 0 && !hasControl(text);
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
