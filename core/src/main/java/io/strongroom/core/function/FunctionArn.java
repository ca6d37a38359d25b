package io.strongroom.core.function;

import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Region;
import org.jspecify.annotations.Nullable;

/**
 * Where a function is, which is also what identifies it: {@code
 * arn:aws:lambda:<region>:<account>:function:<name>}.
 *
 * @param account the account that owns the function
 * @param region the region that it is in
 * @param name its name
 */
public record FunctionArn(AccountId account, Region region, FunctionName name) {

  /** The one version that a function has. */
  public static final String LATEST = "$LATEST";

  private static final String SERVICE = "lambda";
  private static final String RESOURCE_PREFIX = "function:";

  /**
   * Reads the ARN of a function, with {@value #LATEST} behind it or without.
   *
   * @return null for anything else
   */
  public static @Nullable FunctionArn parse(String text) {
    Arn arn = Arn.parse(text);
    if (arn == null
        || !arn.service().equals(SERVICE)
        || !arn.resource().startsWith(RESOURCE_PREFIX)
        || !AccountId.isAccountId(arn.account())
        || !Region.isRegion(arn.region())) {
      return null;
    }
    String resource = arn.resource().substring(RESOURCE_PREFIX.length());
    String qualifier = ":" + LATEST;
    String name =
        resource.endsWith(qualifier)
            ? resource.substring(0, resource.length() - qualifier.length())
            : resource;
    Region region = new Region(arn.region());
    return FunctionName.isName(name) && arn.partition().equals(SecretIdentity.partitionOf(region))
        ? new FunctionArn(new AccountId(arn.account()), region, new FunctionName(name))
        : null;
  }

  /** Returns the ARN without a qualifier. */
  public String text() {
    return "arn:%s:lambda:%s:%s:function:%s"
        .formatted(SecretIdentity.partitionOf(region), region, account, name);
  }

  /** Returns the ARN that names the one version. */
  public String latest() {
    return text() + ':' + LATEST;
  }

  /** Returns the ARN without a qualifier. */
  @Override
  public String toString() {
    return text();
  }
}
