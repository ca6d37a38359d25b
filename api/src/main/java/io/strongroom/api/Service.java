package io.strongroom.api;

import io.strongroom.iam.sigv4.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service on the endpoint.
 *
 * @param name the service in credential scopes and ARNs, such as {@code secretsmanager}
 * @param protocol how its answers look
 * @param marker what its requests name it by: with {@link JsonProtocol} the prefix of {@code
 *     X-Amz-Target} with its dot, with {@link QueryProtocol} the value of {@code Version}, with
 *     {@link RestProtocol} nothing
 * @param operations what it can do
 * @param principal what it is called where policies and records name it, such as {@code
 *     secretsmanager.amazonaws.com}
 */
public record Service(
    String name, Protocol protocol, String marker, Operations operations, String principal) {

  private Service(String name, Protocol protocol, String marker, Operations operations) {
    this(name, protocol, marker, operations, name + ".amazonaws.com");
  }

  /** Makes a service of the JSON protocol. */
  public static Service json(String name, String targetPrefix, Operations operations) {
    return new Service(name, new JsonProtocol(), targetPrefix, operations);
  }

  /**
   * Makes a service of the REST protocol, all of whose operations have routes.
   *
   * @param roots the first pieces of all paths
   */
  public static Service rest(String name, List<String> roots, Operations operations) {
    Map<String, RestRoute> routes = new HashMap<>();
    for (Operation<?, ?> operation : operations.all()) {
      if (!(operation instanceof RestOperation routed)) {
        throw new IllegalArgumentException(operation.contract().name() + " has no route");
      }
      routes.put(operation.contract().name(), routed.route());
    }
    return new Service(name, new RestProtocol(roots, routes), "", operations);
  }

  /** Makes a service of the Query protocol. */
  public static Service query(String name, String version, Operations operations) {
    String namespace = "https://" + name + ".amazonaws.com/doc/" + version + "/";
    return new Service(name, new QueryProtocol(namespace), version, operations);
  }

  /** Returns the operation that the target of a request names, or null. */
  @Nullable Operation<?, ?> byTarget(WireRequest request) {
    String target = request.headers().get("x-amz-target");
    if (target == null || !request.method().equals("POST") || !target.startsWith(marker)) {
      return null;
    }
    return operations.find(target.substring(marker.length()));
  }

  /** Returns the lane of a request to this service. */
  Lane laneOf(WireRequest request) {
    return switch (protocol) {
      case JsonProtocol _ -> laneOf(byTarget(request));
      // The body names the operation, and most of those of IAM that are asked for are lists.
      case QueryProtocol _ -> name.equals("iam") ? Lane.LARGE : Lane.THREAD;
      case RestProtocol _ -> Lane.THREAD;
    };
  }

  private static Lane laneOf(@Nullable Operation<?, ?> operation) {
    return operation == null ? Lane.THREAD : operation.lane();
  }

  /** Returns the operation that a form names, or null. */
  @Nullable Operation<?, ?> byAction(RequestBody.Parameters body) {
    return body.version().equals(marker) ? operations.find(body.action()) : null;
  }
}
