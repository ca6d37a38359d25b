package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A request of the permission matrix by one caller.
 *
 * @param need which of the row's needs the caller lacks; 0 where none is meant
 */
record PermissionCell(PermissionRow row, Who who, int need) {
  private static final String NO_IDENTITY = "because no identity-based policy allows the %s action";
  private static final String NO_RESOURCE = "because no resource-based policy allows the %s action";
  private static final String NO_SESSIONS =
      "403 AccessDenied: Cannot call GetSessionToken with session credentials";

  /**
   * What keys can be used for from other accounts. Source: KMS developer guide, "Allowing users in
   * other accounts to use a KMS key".
   */
  private static final Set<String> ACROSS_ACCOUNTS =
      Set.of(
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:RetireGrant",
          "kms:RevokeGrant");

  /** Who asks. */
  enum Who {
    ROOT("the account's root", "allowed"),
    ADMINISTRATOR("a user with AdministratorAccess", "allowed"),
    MINIMUM("a user with exactly the permissions of the table", "allowed"),
    ROLE("a session of a role with exactly these", "allowed, but for GetSessionToken"),
    SESSION_TOKEN(
        "a session of GetSessionToken of such a user",
        "allowed; for IAM and most of STS the token is invalid"),
    LACKING("a user that lacks one of them, each in turn", "no identity-based policy"),
    BEYOND_BOUNDARY("a user whose permissions boundary lacks one", "no permissions boundary"),
    BEYOND_SESSION("a session whose session policy lacks one", "no session policy"),
    DENIED("a user to whom one is denied", "explicit deny"),
    STRANGER("a user without any policy", "no identity-based policy"),
    INACTIVE_KEY("a user with these, by an inactive access key", "the token is invalid"),
    EXPIRED("a session with these that has expired", "the token is expired"),
    ELSEWHERE("an administrator of another account, for what only one account does", "refused"),
    OTHER_IDENTITY("a user of another account with an identity policy only", "no resource policy"),
    OTHER_RESOURCE(
        "a user of another account with a resource policy only", "no identity-based policy"),
    OTHER_BOTH(
        "a user of another account with both", "allowed where the table says shared, else refused"),
    DISABLED_KEY("a user with these, while the secret's KMS key is disabled", "the key's failure");

    private final String words;
    private final String result;

    Who(String words, String result) {
      this.words = words;
      this.result = result;
    }

    String words() {
      return words;
    }

    String result() {
      return result;
    }
  }

  /** Returns all cells of a row; those that change what others see come last. */
  static List<PermissionCell> of(PermissionRow row) {
    List<PermissionCell> cells = new ArrayList<>();
    for (Who who : Who.values()) {
      int count =
          switch (who) {
            case LACKING, BEYOND_BOUNDARY, BEYOND_SESSION, DENIED -> row.needs().size();
            case OTHER_IDENTITY, OTHER_RESOURCE, OTHER_BOTH -> row.isShareable() ? 1 : 0;
            case ELSEWHERE -> row.elsewhere().isEmpty() ? 0 : 1;
            case DISABLED_KEY -> row.firstServiceCall() != null && !changesKey(row) ? 1 : 0;
            default -> 1;
          };
      IntStream.range(0, count).forEach(i -> cells.add(new PermissionCell(row, who, i)));
    }
    return cells;
  }

  private static boolean changesKey(PermissionRow row) {
    return row.body().contains("${key2}");
  }

  /** Tells whether the cell gives the world another state than the next one expects. */
  boolean changesWorld() {
    return who == Who.OTHER_RESOURCE || who == Who.OTHER_BOTH || who == Who.DISABLED_KEY;
  }

  String title() {
    boolean one = who == Who.LACKING || who.name().startsWith("BEYOND") || who == Who.DENIED;
    return who + (one ? " " + row.needs().get(need).action() : "");
  }

  /** Returns the answer that is due. */
  String expected(PermissionWorld world) {
    return switch (who) {
      case ROOT, ADMINISTRATOR, MINIMUM -> row.outcome();
      case ROLE -> row.name().equals("GetSessionToken") ? NO_SESSIONS : row.outcome();
      case SESSION_TOKEN -> ofSessionToken();
      case LACKING -> refused(world, PermissionWorld.ANN_ARN, NO_IDENTITY);
      case BEYOND_BOUNDARY ->
          refused(
              world,
              PermissionWorld.ANN_ARN,
              "because no permissions boundary allows the %s action");
      case BEYOND_SESSION ->
          refused(
              world, PermissionWorld.SESSION_ARN, "because no session policy allows the %s action");
      case DENIED ->
          refused(
              world, PermissionWorld.ANN_ARN, "with an explicit deny in an identity-based policy");
      case STRANGER ->
          row.needs().isEmpty()
              ? row.outcome()
              : refused(world, PermissionWorld.ANN_ARN, NO_IDENTITY);
      case INACTIVE_KEY -> invalidToken();
      case EXPIRED ->
          (isQuery() ? "403 ExpiredToken" : status() + "ExpiredTokenException")
              + ": The security token included in the request is expired";
      case ELSEWHERE -> row.elsewhere();
      case OTHER_IDENTITY -> acrossAccounts(world, firstShared(), NO_RESOURCE);
      case OTHER_RESOURCE -> acrossAccounts(world, row.needs().getFirst(), NO_IDENTITY);
      case OTHER_BOTH -> {
        PermissionNeed unshared = firstUnshared(row);
        yield unshared == null ? row.outcome() : acrossAccounts(world, unshared, NO_RESOURCE);
      }
      case DISABLED_KEY -> disabled();
    };
  }

  private boolean isQuery() {
    return row.service().equals("iam") || row.service().equals("sts");
  }

  private String invalidToken() {
    return isQuery()
        ? "403 InvalidClientTokenId: The security token included in the request is invalid"
        : status()
            + "UnrecognizedClientException: The security token included in the request is invalid.";
  }

  private String status() {
    return row.service().equals("lambda") ? "403 " : "400 ";
  }

  private String ofSessionToken() {
    if (row.service().equals("iam") || row.name().equals("GetAccessKeyInfo")) {
      return invalidToken();
    }
    return row.name().equals("GetSessionToken") ? NO_SESSIONS : row.outcome();
  }

  private String refused(PermissionWorld world, String caller, String reason) {
    return row.needs().get(need).told(world, caller, reason);
  }

  /** Who asks for a role of another account is told no reason. */
  private static String acrossAccounts(PermissionWorld world, PermissionNeed of, String reason) {
    return of.told(world, PermissionWorld.ZED_ARN, of.service().equals("sts") ? "" : reason);
  }

  private PermissionNeed firstShared() {
    return row.needs().stream().filter(PermissionNeed::isOnShareable).findFirst().orElseThrow();
  }

  /** Returns the first need that another account cannot be given, or null. */
  static @Nullable PermissionNeed firstUnshared(PermissionRow row) {
    return row.needs().stream()
        .filter(
            each ->
                (each.service().equals("lambda") && !each.isOnShareable())
                    || each.action().equals("iam:PassRole")
                    || (each.service().equals("kms") && !ACROSS_ACCOUNTS.contains(each.action())))
        .findFirst()
        .orElse(null);
  }

  private String disabled() {
    PermissionNeed call = Objects.requireNonNull(row.firstServiceCall());
    String status =
        call.refusal() == PermissionNeed.Refusal.OF_ITEMS_SERVICE_CALL ? "item " : "400 ";
    return status
        + (call.action().equals("kms:Decrypt")
            ? "DecryptionFailure: Secrets Manager can't decrypt the protected secret text using"
                + " the provided KMS key."
            : "EncryptionFailure: Secrets Manager can't encrypt the protected secret text using"
                + " the provided KMS key. Check that the KMS key is available, enabled, and not in"
                + " an invalid state.");
  }

  /** Returns what the caller is told. */
  String actual(PermissionWorld world) {
    Answer answer = world.call(caller(world), row.operation(), row.body());
    String failed = "\"Errors\":[{";
    if (answer.status() != 200 || !answer.body().contains(failed)) {
      return answer.told();
    }
    Map<String, Object> body = Json.object(answer.body().getBytes(UTF_8));
    Map<String, Object> item = Json.map(Json.list(body, "Errors").getFirst());
    return "item " + Json.text(item, "ErrorCode") + ": " + Json.text(item, "Message");
  }

  private Signer caller(PermissionWorld world) {
    world.annMay(policy(world, -1), null);
    world.zedMay(policy(world, -1));
    switch (who) {
      case LACKING -> world.annMay(policy(world, need), null);
      case STRANGER -> world.annMay(null, null);
      case BEYOND_BOUNDARY -> world.annMay(policy(world, -1), policy(world, need));
      case DENIED -> world.annMay(denying(world), null);
      case ELSEWHERE ->
          world.zedMay(document("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"));
      case OTHER_RESOURCE -> {
        world.share();
        world.zedMay(null);
      }
      case OTHER_BOTH -> world.share();
      case DISABLED_KEY -> world.disableKey();
      default -> {}
    }
    return switch (who) {
      case ROOT -> world.root;
      case ADMINISTRATOR -> world.administrator;
      case INACTIVE_KEY -> world.inactive;
      case EXPIRED -> world.expired;
      case SESSION_TOKEN -> world.annsSession;
      case ROLE -> session(world, null);
      case BEYOND_SESSION -> session(world, policy(world, need));
      case ELSEWHERE, OTHER_IDENTITY, OTHER_RESOURCE, OTHER_BOTH -> world.zed;
      default -> world.ann;
    };
  }

  private Signer session(PermissionWorld world, @Nullable String narrowing) {
    world.roleMay(policy(world, -1));
    return world.session(narrowing);
  }

  /** Returns a policy that allows all needs but one; all for -1. */
  private String policy(PermissionWorld world, int without) {
    String statements =
        IntStream.range(0, row.needs().size())
            .filter(i -> i != without)
            .mapToObj(i -> row.needs().get(i).statement(world, "Allow"))
            .collect(Collectors.joining(","));
    return document(
        statements.isEmpty()
            ? "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}"
            : statements);
  }

  private String denying(PermissionWorld world) {
    return document(
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
            + row.needs().get(need).statement(world, "Deny"));
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }
}
