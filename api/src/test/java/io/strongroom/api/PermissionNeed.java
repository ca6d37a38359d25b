package io.strongroom.api;

/**
 * One permission that a request needs: an action on a resource.
 *
 * @param action such as {@code kms:Decrypt}
 * @param resource as a policy names it, with the names of a {@link PermissionWorld}
 * @param refusal how a caller is told that lacks it
 */
record PermissionNeed(String action, String resource, Refusal refusal) {

  /** How a refusal looks. */
  enum Refusal {
    /** The sentence, which names the resource. */
    NAMING_RESOURCE,
    /** The sentence without a resource. */
    WITHOUT_RESOURCE,
    /** The sentence, in the list of what failed in a batch. */
    OF_ITEM,
    /** What Secrets Manager says of a key that it uses for the caller. */
    OF_SERVICE_CALL,
    /** The same in the list of what failed in a batch. */
    OF_ITEMS_SERVICE_CALL,
    /** The sentence, in the way of the service that a role is passed to. */
    OF_PASSING,
    /** The same in the way of Secrets Manager. */
    OF_PASSING_TO_ROTATION,
    /** What KMS says of a key that only a ciphertext names. */
    OF_CIPHERTEXT
  }

  /** Tells whether it is the gateway that asks, and not an operation under way. */
  boolean isOfRequest() {
    return refusal == Refusal.NAMING_RESOURCE
        || refusal == Refusal.WITHOUT_RESOURCE
        || refusal == Refusal.OF_CIPHERTEXT;
  }

  /** Tells whether it is on something that can be shared with other accounts. */
  boolean isOnShareable() {
    return resource.equals("${db}")
        || resource.equals("${key}")
        || resource.equals("${fn}")
        || resource.equals("${role}")
        || resource.equals("${key2}");
  }

  /** Returns the service that judges it. */
  String service() {
    return action.substring(0, action.indexOf(':'));
  }

  /** Returns what a caller is told. */
  String told(PermissionWorld world, String caller, String reason) {
    String shown = refusal == Refusal.WITHOUT_RESOURCE ? "" : " on resource: " + shown(world);
    String words = reason.isEmpty() ? "" : " " + reason.formatted(action);
    String sentence =
        "User: " + caller + " is not authorized to perform: " + action + shown + words;
    return switch (refusal) {
      case NAMING_RESOURCE, WITHOUT_RESOURCE ->
          (isOfQuery() ? "403 AccessDenied: " : denied()) + sentence;
      case OF_PASSING -> "403 AccessDeniedException: " + sentence;
      case OF_PASSING_TO_ROTATION -> "400 AccessDeniedException: " + sentence;
      case OF_ITEM -> "item AccessDeniedException: " + sentence;
      case OF_SERVICE_CALL -> "400 AccessDeniedException: Access to KMS is not allowed";
      case OF_ITEMS_SERVICE_CALL -> "item AccessDeniedException: Access to KMS is not allowed";
      case OF_CIPHERTEXT -> "400 AccessDeniedException: " + KeyAsk.OnCiphertext.REFUSAL;
    };
  }

  /** The function of a rotation is asked for by Secrets Manager, in its own way. */
  private String denied() {
    boolean rest = service().equals("lambda") && !resource.endsWith(":function:rotate");
    return (rest ? "403" : "400") + " AccessDeniedException: ";
  }

  private boolean isOfQuery() {
    return service().equals("iam") || service().equals("sts");
  }

  /** A secret that does not exist yet is shown by its name alone. */
  private String shown(PermissionWorld world) {
    String arn = world.named(resource);
    return arn.endsWith("-??????")
        ? arn.substring(arn.indexOf(":secret:") + 8, arn.length() - 7)
        : arn;
  }

  /** Returns a statement's action and resource. */
  String statement(PermissionWorld world, String effect) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, world.named(resource));
  }
}
