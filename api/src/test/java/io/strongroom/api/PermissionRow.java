package io.strongroom.api;

import io.strongroom.api.PermissionNeed.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of the permission matrix: valid, and as small as can be, with the permissions that it
 * needs, in the order in which they are asked for.
 *
 * @param operation the service and the operation, such as {@code kms:Encrypt}
 * @param body JSON, or a form's parameters behind its action and version, with the names of a
 *     {@link PermissionWorld} in <code>${...}</code>
 * @param needs the fewest permissions that let it pass
 * @param outcome what whoever has them is told
 * @param elsewhere what an administrator of another account is told, who asks the same of its own
 *     account; empty where the row names what can be shared
 */
record PermissionRow(
    String operation, String body, List<PermissionNeed> needs, String outcome, String elsewhere) {

  static final String DONE = "200";

  /** Returns a row of which nothing can be shared. */
  static PermissionRow of(String operation, String body) {
    return new PermissionRow(operation, body, List.of(), DONE, "");
  }

  /** Needs an action on a resource. */
  PermissionRow on(String action, String resource) {
    return with(action, resource, Refusal.NAMING_RESOURCE);
  }

  /** Needs an action that has no resource, and is refused without one. */
  PermissionRow onNothing(String action) {
    return with(action, "*", Refusal.WITHOUT_RESOURCE);
  }

  /** Needs Secrets Manager to use a key. */
  PermissionRow using(String action, String key) {
    return with(action, key, Refusal.OF_SERVICE_CALL);
  }

  /** Needs leave to hand a role to a function. */
  PermissionRow passing(String role) {
    return with("iam:PassRole", role, Refusal.OF_PASSING);
  }

  PermissionRow with(String action, String resource, Refusal refusal) {
    List<PermissionNeed> more = new ArrayList<>(needs);
    more.add(new PermissionNeed(action, resource, refusal));
    return new PermissionRow(operation, body, more, outcome, elsewhere);
  }

  /** Is answered so where nothing is lacking. */
  PermissionRow telling(String other) {
    return new PermissionRow(operation, body, needs, other, elsewhere);
  }

  /** Is answered so to administrators of other accounts. */
  PermissionRow tellingElsewhere(String other) {
    return new PermissionRow(operation, body, needs, outcome, other);
  }

  /** Returns the service. */
  String service() {
    return operation.substring(0, operation.indexOf(':'));
  }

  /** Returns the name of the operation. */
  String name() {
    return operation.substring(operation.indexOf(':') + 1);
  }

  /** Tells whether the request names something that other accounts can be let to. */
  boolean isShareable() {
    return needs.stream()
        .filter(need -> !need.resource().equals("*"))
        .findFirst()
        .filter(PermissionNeed::isOnShareable)
        .isPresent();
  }

  /** Returns the key that Secrets Manager needs first, or null. */
  @Nullable PermissionNeed firstServiceCall() {
    return needs.stream()
        .filter(
            need ->
                need.refusal() == Refusal.OF_SERVICE_CALL
                    || need.refusal() == Refusal.OF_ITEMS_SERVICE_CALL)
        .findFirst()
        .orElse(null);
  }
}
