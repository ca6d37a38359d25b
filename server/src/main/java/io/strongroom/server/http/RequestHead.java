package io.strongroom.server.http;

/**
 * The head of one request, well-formed.
 *
 * @param method a token, as it came
 * @param target in origin form
 * @param fields the header fields
 */
record RequestHead(String method, String target, Version version, Fields fields) {

  /** The versions of HTTP that are spoken here. */
  enum Version {
    HTTP_1_0,
    HTTP_1_1
  }
}
