package io.strongroom.api;

import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All services of the endpoint. A request for none of them is answered by the first, which does not
 * know what is asked.
 */
public final class Services {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final List<Service> all;

  private Services(List<Service> all) {
    this.all = List.copyOf(all);
  }

  /** Puts services on one endpoint; the first answers what none of them is asked. */
  public static Services of(Service first, Service... others) {
    List<Service> all = new ArrayList<>(List.of(others));
    all.addFirst(first);
    return new Services(all);
  }

  /** Returns all services. */
  public List<Service> all() {
    return all;
  }

  /**
   * Returns the service that a request is for: by its target, by its path, or, for a form, by the
   * credential scope that it claims. One that claims none is for the service that has operations
   * for such requests. Nothing of the body is looked at.
   */
  Service addressed(WireRequest request) {
    String target = request.headers().get("x-amz-target");
    if (target != null) {
      return byTarget(target);
    }
    for (Service service : all) {
      if (service.protocol() instanceof RestProtocol rest && rest.isAddressed(request)) {
        return service;
      }
    }
    if (!mayBeQuery(request)) {
      return all.getFirst();
    }
    String claimed = SigV4Verifier.claimedService(request);
    Service fallback = null;
    for (Service service : all) {
      if (service.protocol() instanceof QueryProtocol) {
        if (service.name().equals(claimed)) {
          return service;
        }
        boolean better = claimed == null && service.operations().anyUnsigned();
        fallback = fallback == null || better ? service : fallback;
      }
    }
    return fallback == null || request.method().equals("GET") ? all.getFirst() : fallback;
  }

  private Service byTarget(String target) {
    for (Service service : all) {
      if (service.protocol() instanceof JsonProtocol && target.startsWith(service.marker())) {
        return service;
      }
    }
    return all.getFirst();
  }

  /** A form comes in the body, or all of it in the query, as in a signed URL. */
  private static boolean mayBeQuery(WireRequest request) {
    return switch (request.method()) {
      case "POST" ->
          isForm(request.headers().get("content-type"))
              || (request.body().length == 0 && request.target().startsWith("/?"));
      case "GET" -> request.target().startsWith("/?");
      default -> false;
    };
  }

  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.regionMatches(true, 0, FORM, 0, FORM.length())
        && (contentType.length() == FORM.length() || contentType.charAt(FORM.length()) == ';');
  }
}
