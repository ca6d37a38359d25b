package io.strongroom.core.function;

import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The functions that every account has in every region: the rotators that the server brings along,
 * as {@code builtin-<name>}. They cannot be changed, and Secrets Manager may invoke them for the
 * secrets of their account.
 */
public final class BuiltInFunctions {

  /** What the names of these functions begin with. */
  public static final String NAME_PREFIX = "builtin-";

  /** What the handler of a function that runs a rotator begins with. */
  public static final String HANDLER_PREFIX = "builtin:";

  /** The role that the rotators of an account act as. */
  public static final String ROLE = "StrongroomRotation";

  /** What stands for the runtime, which is the server itself. */
  private static final String RUNTIME = "provided.al2023";

  private static final int TIMEOUT_SECONDS = 300;

  private final List<String> rotators;

  /** Offers rotators of these names. */
  public BuiltInFunctions(List<String> rotators) {
    this.rotators = rotators.stream().sorted().toList();
  }

  /**
   * Returns the rotator that a handler names, or null if it is not of such a form.
   *
   * @return a name that need not exist
   */
  public static @Nullable String rotatorOf(String handler) {
    return handler.startsWith(HANDLER_PREFIX) ? handler.substring(HANDLER_PREFIX.length()) : null;
  }

  /** Tells whether there is a rotator of that name. */
  public boolean offers(String rotator) {
    return rotators.contains(rotator);
  }

  /** Returns the names of the rotators, in order. */
  public List<String> rotators() {
    return rotators;
  }

  @Nullable Function find(FunctionArn arn) {
    String name = arn.name().text();
    String rotator = name.startsWith(NAME_PREFIX) ? name.substring(NAME_PREFIX.length()) : "";
    return offers(rotator) ? function(arn, rotator) : null;
  }

  List<Function> all(AccountId account, Region region) {
    return rotators.stream()
        .map(
            each ->
                function(
                    new FunctionArn(account, region, new FunctionName(NAME_PREFIX + each)), each))
        .toList();
  }

  /** Returns the ARN of the role that the rotators of an account act as. */
  public static String roleArn(AccountId account, Region region) {
    return "arn:%s:iam::%s:role/%s".formatted(SecretIdentity.partitionOf(region), account, ROLE);
  }

  private static Function function(FunctionArn arn, String rotator) {
    FunctionSettings settings =
        new FunctionSettings(
            roleArn(arn.account(), arn.region()),
            RUNTIME,
            HANDLER_PREFIX + rotator,
            "Built-in rotator",
            TIMEOUT_SECONDS,
            FunctionSettings.MIN_MEMORY_MIB,
            FunctionSettings.MIN_STORAGE_MIB,
            List.of(FunctionSettings.DEFAULT_ARCHITECTURE));
    return new Function(
        arn,
        settings,
        null,
        new Source.BuiltIn(rotator, Code.NONE),
        Tags.none(),
        FunctionPolicy.rotatingOwnAccount(arn, fixedId(arn)),
        Instant.EPOCH,
        fixedId(arn),
        Function.UNSTORED);
  }

  /** These functions never change, and neither does the id of their revision. */
  private static String fixedId(FunctionArn arn) {
    return UUID.nameUUIDFromBytes(arn.text().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
