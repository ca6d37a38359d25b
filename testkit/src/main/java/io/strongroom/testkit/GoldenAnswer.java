package io.strongroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The part of an answer that golden cases fix: everything but the request id and the date.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param body the exact bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared through bytes()
public record GoldenAnswer(int status, String contentType, byte[] body) {
  private static final String VERSION = "HTTP/1.1 ";
  private static final String CONTENT_TYPE = "Content-Type: ";

  /** Returns the form on file: a status line, the content type, an empty line, and the body. */
  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes((VERSION + status + "\n").getBytes(UTF_8));
    file.writeBytes((CONTENT_TYPE + contentType + "\n\n").getBytes(UTF_8));
    file.writeBytes(body);
    return file.toByteArray();
  }

  /** Reads the form on file. */
  static GoldenAnswer parse(byte[] file) {
    int end = GoldenCase.endOfHead(file);
    List<String> lines = new String(file, 0, end, UTF_8).lines().toList();
    return new GoldenAnswer(
        Integer.parseInt(lines.getFirst().substring(VERSION.length())),
        lines.get(1).substring(CONTENT_TYPE.length()),
        Arrays.copyOfRange(file, end, file.length));
  }

  /** Returns the form on file, for people. */
  @Override
  public String toString() {
    return new String(bytes(), UTF_8);
  }
}
