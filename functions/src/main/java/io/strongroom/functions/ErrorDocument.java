package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;

/** The error documents that the server writes itself, in the form that runtimes write theirs. */
final class ErrorDocument {
  static final String EXIT = "Runtime.ExitError";
  static final String TIMED_OUT = "Sandbox.Timedout";
  static final String TOO_LARGE = "Function.ResponseSizeTooLarge";
  static final String NO_BOOTSTRAP = "Runtime.InvalidEntrypoint";

  private ErrorDocument() {}

  /** Returns the document of an error that no program of the function's described. */
  static SensitiveBytes of(String requestId, String errorType, String message) {
    String json =
        "{\"errorType\":\""
            + escaped(errorType)
            + "\",\"errorMessage\":\""
            + escaped("RequestId: " + requestId + " Error: " + message)
            + "\"}";
    return SensitiveBytes.owning(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the short body of an answer of the Runtime API. */
  static byte[] answer(String errorType, String message) {
    String json =
        "{\"errorMessage\":\"" + escaped(message) + "\",\"errorType\":\"" + errorType + "\"}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
