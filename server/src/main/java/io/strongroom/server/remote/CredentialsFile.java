package io.strongroom.server.remote;

import io.strongroom.iam.sigv4.SigningCredentials;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.server.file.OperatorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with one access key, as the AWS CLI writes them: lines of {@code aws_access_key_id = …},
 * {@code aws_secret_access_key = …} and, for temporary credentials, {@code aws_session_token = …};
 * a heading in brackets and comments after {@code #} are passed over. Other users must not be able
 * to read it.
 */
final class CredentialsFile {
  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final String TOKEN = "aws_session_token";
  private static final List<String> KEYS = List.of(ID, SECRET, TOKEN);

  /** Session tokens have up to some thousand characters. */
  private static final int MAX_BYTES = 16_384;

  private CredentialsFile() {}

  /**
   * Reads the credentials, which the caller closes.
   *
   * @throws IOException in one line that shows nothing of the content
   */
  static SigningCredentials read(Path file) throws IOException {
    String name = "credentials file " + file;
    byte[] text = OperatorFile.read(file, name, MAX_BYTES);
    Map<String, SensitiveBytes> values = new HashMap<>();
    try {
      OperatorFile.requirePrivate(file, name);
      readLines(text, values, name);
      SensitiveBytes secret = values.get(SECRET);
      String id = text(values.get(ID));
      if (secret == null || id == null) {
        throw new IOException(name + " lacks " + (id == null ? ID : SECRET));
      }
      return new SigningCredentials(id, secret.copy(), text(values.get(TOKEN)));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " has an " + ID + " of another form", e);
    } finally {
      values.values().forEach(SensitiveBytes::close);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static void readLines(byte[] text, Map<String, SensitiveBytes> values, String name)
      throws IOException {
    for (int start = 0; start < text.length; ) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      readLine(text, start, end, values, name);
      start = end + 1;
    }
  }

  private static void readLine(
      byte[] text, int start, int end, Map<String, SensitiveBytes> values, String name)
      throws IOException {
    int from = skipBlanks(text, start, end);
    if (from == end || text[from] == '#' || text[from] == '[') {
      return;
    }
    int equals = from;
    while (equals < end && text[equals] != '=') {
      equals++;
    }
    String key = new String(text, from, equals - from, StandardCharsets.US_ASCII).strip();
    if (equals == end || !KEYS.contains(key)) {
      throw new IOException(name + " has a line that is none of " + String.join(", ", KEYS));
    }
    int first = skipBlanks(text, equals + 1, end);
    int last = end;
    while (last > first && text[last - 1] <= ' ') {
      last--;
    }
    requirePrintable(text, first, last, name + " has " + key);
    SensitiveBytes value = SensitiveBytes.owning(Arrays.copyOfRange(text, first, last));
    SensitiveBytes before = values.put(key, value);
    if (before != null) {
      before.close();
      throw new IOException(name + " has " + key + " twice");
    }
  }

  private static int skipBlanks(byte[] text, int from, int end) {
    int at = from;
    while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
    return at;
  }

  /** An id and a token go into headers as they are. */
  private static void requirePrintable(byte[] text, int from, int to, String what)
      throws IOException {
    for (int i = from; i < to; i++) {
      if (text[i] <= ' ' || text[i] > '~') {
        throw new IOException(what + " with other than printable characters");
      }
    }
    if (from == to) {
      throw new IOException(what + " without a value");
    }
  }

  private static @Nullable String text(@Nullable SensitiveBytes value) {
    return value == null ? null : value.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }
}
