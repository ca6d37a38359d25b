package io.strongroom.api;

import io.strongroom.iam.sigv4.WireRequest;

/**
 * Says how long the body of a request may be, by its head alone. More than the usual is for those
 * only whose signature may turn out to be right.
 */
public final class BodyBounds {
  private final Services services;
  private final Authentication authentication;

  /** Knows the operations of {@code services}, and callers by {@code authentication}. */
  public BodyBounds(Services services, Authentication authentication) {
    this.services = services;
    this.authentication = authentication;
  }

  /**
   * Returns the bound of a request.
   *
   * @param head the request without its body
   */
  public BodyBound of(WireRequest head) {
    Service service = services.addressed(head);
    if (!(service.protocol() instanceof RestProtocol rest)) {
      return BodyBound.USUAL;
    }
    String operation = rest.operation(head);
    BodyBound bound = operation == null ? BodyBound.USUAL : rest.route(operation).bound();
    return bound == BodyBound.USUAL || authentication.mayAuthenticate(head, service.name())
        ? bound
        : BodyBound.USUAL;
  }
}
