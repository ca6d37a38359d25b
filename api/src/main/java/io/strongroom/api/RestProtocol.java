package io.strongroom.api;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.ShapeWriter;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.sigv4.WireRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST-JSON protocol, in which method and path name the operation. Source: Smithy, "AWS
 * restJson1 protocol".
 *
 * @param roots the first pieces of the paths of all routes
 * @param routes where operations are found, by their names
 */
public record RestProtocol(List<String> roots, Map<String, RestRoute> routes) implements Protocol {
  private static final String JSON = "application/json";
  private static final int TYPICAL_ANSWER = 1_024;
  private static final int ROOM_BESIDE_TEXT = 128;
  private static final int NOT_FOUND = 404;
  private static final int INTERNAL = 500;
  private static final int TOO_MANY = 429;

  /** When a throttled caller may try again, in seconds; SDKs wait longer by themselves. */
  private static final String RETRY_AFTER = "1";

  /** Takes copies. */
  public RestProtocol {
    roots = List.copyOf(roots);
    routes = Map.copyOf(routes);
  }

  /** Tells whether a request is for this service, by its path alone. */
  boolean isAddressed(WireRequest request) {
    return request.target().length() > 1 && roots.contains(path(request).getFirst());
  }

  /** Returns the pieces of a request's path, escaped as they came. */
  static List<String> path(WireRequest request) {
    String target = request.target();
    int mark = target.indexOf('?');
    return RestRoute.split(mark < 0 ? target : target.substring(0, mark));
  }

  /** Returns the name of the operation that a request is for, or null. */
  @Nullable String operation(WireRequest request) {
    List<String> path = path(request);
    for (Map.Entry<String, RestRoute> each : routes.entrySet()) {
      RestRoute route = each.getValue();
      if (route.method().equals(request.method()) && route.matches(path)) {
        return each.getKey();
      }
    }
    return null;
  }

  /** Returns the route of an operation that has one. */
  RestRoute route(String operation) {
    RestRoute route = routes.get(operation);
    if (route == null) {
      throw new IllegalArgumentException(operation + " has no route");
    }
    return route;
  }

  @Override
  public <T> WireResponse answer(
      String operation, @Nullable OutputStructure<T> shape, T value, String requestId) {
    if (value instanceof WireAnswer raw) {
      return raw.toResponse(requestId);
    }
    JsonOut json = new JsonOut(shape == null ? 0 : TYPICAL_ANSWER);
    if (shape != null) {
      ShapeWriter.write(shape, value, json);
    }
    int status = route(operation).status();
    return new WireResponse(status, JSON, requestId, json.bytes(), json.length());
  }

  @Override
  public WireResponse refusal(ErrorCode code, String text, String requestId) {
    return refusal(status(code), code.wireName(), text, requestId);
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_OPERATION -> NOT_FOUND;
      case THROTTLING -> ErrorCode.LAMBDA_TOO_MANY_REQUESTS.status();
      default ->
          code.body() == ErrorCode.Body.FRAMEWORK || code == ErrorCode.ACCESS_DENIED
              ? code.queryStatus()
              : code.status();
    };
  }

  @Override
  public String nameOf(ErrorCode code) {
    return code.wireName();
  }

  @Override
  public String eventName(String operation) {
    return route(operation).event();
  }

  @Override
  public WireResponse internalFailure(String requestId) {
    return refusal(INTERNAL, "ServiceException", "", requestId);
  }

  /** The text is spelled in both ways that errors of the model have for it. */
  private static WireResponse refusal(int status, String type, String text, String requestId) {
    JsonOut json = new JsonOut(2 * text.length() + ROOM_BESIDE_TEXT);
    json.raw('{');
    json.key("Type");
    json.text(status >= INTERNAL ? "Service" : "User");
    if (!text.isEmpty()) {
      for (String member : List.of("Message", "message")) {
        json.raw(',');
        json.key(member);
        json.text(text);
      }
    }
    json.raw('}');
    WireResponse.Field kind = new WireResponse.Field("x-amzn-ErrorType", type);
    List<WireResponse.Field> fields =
        status == TOO_MANY
            ? List.of(kind, new WireResponse.Field("Retry-After", RETRY_AFTER))
            : List.of(kind);
    return new WireResponse(status, JSON, requestId, json.bytes(), json.length(), fields);
  }
}
