package io.strongroom.functions;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request of a process, in HTTP/1.1.
 *
 * @param method such as {@code GET}
 * @param path as it was sent
 * @param fields the header fields that mean something here, by their names in lower case
 */
record RuntimeRequest(String method, String path, Map<String, String> fields) {

  /** How long a head may be. Published clients put the stack of an error into one of its fields. */
  static final int MAX_HEAD = 128 << 10;

  static final String ERROR_TYPE = "lambda-runtime-function-error-type";
  private static final String LENGTH = "content-length";
  private static final String CODING = "transfer-encoding";
  private static final String EXPECT = "expect";
  private static final String CONNECTION = "connection";

  /** Reads a head; null if the process closed the connection instead. */
  static @Nullable RuntimeRequest read(InputStream in) throws IOException {
    Lines lines = new Lines(in, MAX_HEAD);
    String first = lines.next();
    if (first == null) {
      return null;
    }
    String[] parts = first.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new IOException("not a request");
    }
    Map<String, String> fields = new TreeMap<>();
    for (String line = lines.next(); ; line = lines.next()) {
      if (line == null) {
        throw new IOException("a head without an end");
      }
      if (line.isEmpty()) {
        return new RuntimeRequest(parts[0], parts[1], fields);
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("not a header field");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      switch (name) {
        case LENGTH, CODING, EXPECT, CONNECTION, ERROR_TYPE -> {
          // Two lengths could be understood in two ways.
          if (fields.put(name, value) != null) {
            throw new IOException("a field twice");
          }
        }
        default -> {}
      }
    }
  }

  /** Returns the body's length in bytes, or null where it comes in chunks. */
  @Nullable Long length() throws IOException {
    String coding = fields.get(CODING);
    String length = fields.get(LENGTH);
    if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked") || length != null) {
        throw new IOException("a body of unknown length");
      }
      return null;
    }
    if (length == null) {
      return 0L;
    }
    if (!length.matches("\\d{1,18}")) {
      throw new IOException("not a length");
    }
    return Long.parseLong(length);
  }

  boolean waitsForContinue() {
    return "100-continue".equalsIgnoreCase(fields.get(EXPECT));
  }

  boolean closes() {
    return "close".equalsIgnoreCase(fields.get(CONNECTION));
  }

  /** Returns the type of an error, cut down to what may stand in records and logs. */
  String errorType() {
    String type = fields.getOrDefault(ERROR_TYPE, "");
    String printable = type.replaceAll("[^\\x21-\\x7e]", "");
    return printable.isEmpty()
        ? "Unhandled"
        : printable.substring(0, Math.min(printable.length(), 256));
  }
}
