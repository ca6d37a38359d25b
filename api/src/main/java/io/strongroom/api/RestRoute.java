package io.strongroom.api;

import io.strongroom.api.shape.RestReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation of the REST protocol is found, and where the members of its requests and
 * answers are. Source: Smithy, "HTTP binding traits".
 *
 * @param method the HTTP method
 * @param segments the path in pieces; one in braces, such as <code>{Resource}</code>, is a member
 * @param status what a successful answer has, unless the answer says so itself
 * @param event what records call the operation
 * @param query members of the request in the query, by their names there
 * @param header members of the request in the header, by their names there in lower case
 * @param payload the member of the request that is its body, or null for a body of JSON
 * @param bound how long the body may be
 */
public record RestRoute(
    String method,
    List<String> segments,
    int status,
    String event,
    Map<String, String> query,
    Map<String, String> header,
    @Nullable String payload,
    BodyBound bound) {

  private static final int OK = 200;

  /** Takes copies. */
  public RestRoute {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
    header = Map.copyOf(header);
  }

  /**
   * Makes a route without anything in query and header.
   *
   * @param path such as <code>/2015-03-31/functions/{FunctionName}</code>
   * @param event what records call the operation
   */
  public static RestRoute of(String method, String path, String event) {
    return new RestRoute(method, split(path), OK, event, Map.of(), Map.of(), null, BodyBound.USUAL);
  }

  /** The same, answered with another status. */
  public RestRoute answering(int other) {
    return new RestRoute(method, segments, other, event, query, header, payload, bound);
  }

  /** The same with a member in the query. */
  public RestRoute query(String name, String member) {
    Map<String, String> more = new HashMap<>(query);
    more.put(name, member);
    return new RestRoute(method, segments, status, event, more, header, payload, bound);
  }

  /** The same with a member in the header. */
  public RestRoute header(String lowerCaseName, String member) {
    Map<String, String> more = new HashMap<>(header);
    more.put(lowerCaseName, member);
    return new RestRoute(method, segments, status, event, query, more, payload, bound);
  }

  /** The same with a body that is one member. */
  public RestRoute payload(String member) {
    return new RestRoute(method, segments, status, event, query, header, member, BodyBound.PAYLOAD);
  }

  /** The same with a body that may hold a file. */
  public RestRoute withFile() {
    return new RestRoute(method, segments, status, event, query, header, payload, BodyBound.FILE);
  }

  /** Splits a path at its slashes; one at the end does not count. */
  static List<String> split(String path) {
    List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    if (segments.size() > 1 && segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return segments;
  }

  /** Returns the member that a piece of the path is, or null for a fixed piece. */
  private static @Nullable String label(String segment) {
    return segment.startsWith("{") ? segment.substring(1, segment.length() - 1) : null;
  }

  /** Tells whether a path, in pieces and still escaped, is this one. */
  boolean matches(List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean fits =
          label(segments.get(i)) == null
              ? segments.get(i).equals(path.get(i))
              : !path.get(i).isEmpty();
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns what a request has beside its body.
   *
   * @param path the pieces of a path that matches, still escaped
   */
  RestReader.Parts parts(List<String> path, RestQuery given, Call call) {
    Set<String> names = new HashSet<>(query.values());
    names.addAll(header.values());
    Map<String, List<String>> texts = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String member = label(segments.get(i));
      if (member != null) {
        names.add(member);
        texts.put(member, List.of(RestQuery.decoded(path.get(i))));
      }
    }
    query.forEach(
        (name, member) -> {
          if (!given.all(name).isEmpty()) {
            texts.put(member, given.all(name));
          }
        });
    header.forEach(
        (name, member) -> {
          String value = call.header(name);
          if (value != null) {
            texts.put(member, List.of(value));
          }
        });
    return new RestReader.Parts(names, texts, payload);
  }
}
