package io.strongroom.api;

import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.RequestContext;
import io.strongroom.iam.session.Session;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that every request has: who sends it from where, when, and how. All of them
 * are facts that this server has seen for itself (requirement AUZ-7). What a caller may write as it
 * likes, its user agent and referer, is cut to what policies can compare.
 *
 * <p>Source: IAM User Guide, "AWS global condition context keys".
 */
final class CallKeys implements ConditionKeys {
  private static final String PRINCIPAL_TAG = "aws:principaltag/";

  private final Call call;
  private final Directory directory;

  /** Tells of a call by a principal of {@code directory}. */
  CallKeys(Call call, Directory directory) {
    this.call = call;
    this.directory = directory;
  }

  @Override
  public @Nullable KeyValue value(String foldedName) {
    String text = text(foldedName);
    return text == null ? null : new KeyValue.One(text);
  }

  private @Nullable String text(String name) {
    return switch (name) {
      case "aws:currenttime" -> call.now().truncatedTo(ChronoUnit.SECONDS).toString();
      case "aws:epochtime" -> Long.toString(call.now().getEpochSecond());
      case "aws:securetransport" -> Boolean.toString(call.peer().isSecure());
      case "aws:sourceip" -> call.peer().addressText();
      case "aws:useragent" -> header("user-agent");
      case "aws:referer" -> header("referer");
      case "aws:requestedregion" -> call.region().name();
      case "aws:viaawsservice" -> "false";
      default -> name.startsWith(PRINCIPAL_TAG) ? tag(name) : ofSession(name);
    };
  }

  private @Nullable String header(String name) {
    String text = call.header(name);
    return text == null || text.length() <= RequestContext.MAX_VALUE_LENGTH
        ? text
        : text.substring(0, RequestContext.MAX_VALUE_LENGTH);
  }

  private @Nullable String ofSession(String name) {
    Session session = call.caller().session();
    if (session == null) {
      return null;
    }
    return switch (name) {
      case "aws:tokenissuetime" -> session.issued().toString();
      case "aws:multifactorauthpresent" -> "false";
      case "aws:sourceidentity" -> session.sourceIdentity();
      case "aws:federatedprovider" -> session.federatedProvider();
      default -> null;
    };
  }

  /** A tag of the session hides one of the role. */
  private @Nullable String tag(String name) {
    Session session = call.caller().session();
    String key = name.substring(PRINCIPAL_TAG.length());
    String ofSession = session == null ? null : TagKeys.value(session.tags(), key);
    return ofSession == null ? TagKeys.value(principalTags(), key) : ofSession;
  }

  private Map<String, String> principalTags() {
    return switch (call.principal()) {
      case Principal.Root _ -> Map.of();
      case Principal.User user -> tags(directory.find(user.id()));
      case Principal.RoleSession role -> tags(directory.find(role.roleId()));
    };
  }

  private static Map<String, String> tags(@Nullable Identity identity) {
    return switch (identity) {
      case User user -> user.tags();
      case Role role -> role.tags();
      case null, default -> Map.of();
    };
  }
}
