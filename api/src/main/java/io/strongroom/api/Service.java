package io.strongroom.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One service on the endpoint.
 *
 * @param name the service in credential scopes and ARNs, such as {@code secretsmanager}
 * @param protocol how its answers look
 * @param marker what its requests name it by: with {@link JsonProtocol} the prefix of {@code
 *     X-Amz-Target} with its dot, with {@link QueryProtocol} the value of {@code Version}, with
 *     {@link RestProtocol} nothing
 * @param operations what it can do
 */
public record Service(String name, Protocol protocol, String marker, Operations operations) {

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
}
