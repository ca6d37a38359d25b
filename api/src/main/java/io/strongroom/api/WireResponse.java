package io.strongroom.api;

import java.util.Arrays;
import java.util.List;

/**
 * One answer: status, content type, request id, body, and perhaps more header fields. The body may
 * hold plaintext: the listener calls {@link #wipe} when the last byte has left.
 */
public final class WireResponse {

  /** The content type of every answer of the JSON protocol, errors included. */
  public static final String JSON = "application/x-amz-json-1.1";

  private final int status;
  private final String contentType;
  private final String requestId;
  private final byte[] body;
  private final int length;
  private final List<Field> fields;

  /**
   * A header field.
   *
   * @param name in visible ASCII
   * @param value in visible ASCII and single spaces
   */
  public record Field(String name, String value) {}

  /**
   * Takes over {@code body}, of which the first {@code length} bytes are the answer.
   *
   * @param status the HTTP status
   * @param requestId a UUID, new for each request
   */
  public WireResponse(int status, String contentType, String requestId, byte[] body, int length) {
    this(status, contentType, requestId, body, length, List.of());
  }

  /** The same with more header fields. */
  public WireResponse(
      int status,
      String contentType,
      String requestId,
      byte[] body,
      int length,
      List<Field> fields) {
    this.status = status;
    this.contentType = contentType;
    this.requestId = requestId;
    this.body = body;
    this.length = length;
    this.fields = List.copyOf(fields);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the value of {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** Returns the value of {@code x-amzn-RequestId}. */
  public String requestId() {
    return requestId;
  }

  /** Returns the array that starts with the body; the listener alone reads it, and only once. */
  public byte[] body() {
    return body;
  }

  /** Returns how many bytes of {@link #body()} belong to the answer. */
  public int length() {
    return length;
  }

  /** Returns the header fields beside those that every answer has. */
  public List<Field> fields() {
    return fields;
  }

  /** Overwrites the body. */
  public void wipe() {
    Arrays.fill(body, (byte) 0);
  }
}
