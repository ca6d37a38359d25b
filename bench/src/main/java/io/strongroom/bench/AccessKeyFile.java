package io.strongroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The access key of a throw-away store, as {@code init --json} printed it into a file. */
record AccessKeyFile(String id, String secret) {
  private static final Pattern FORM =
      Pattern.compile("\"AccessKeyId\":\"([^\"]+)\",\"SecretAccessKey\":\"([^\"]+)\"");

  private static final Pattern XML =
      Pattern.compile(
          "<AccessKeyId>([^<]+)</AccessKeyId>.*<SecretAccessKey>([^<]+)</SecretAccessKey>",
          Pattern.DOTALL);

  /** Takes the key from an answer of CreateAccessKey. */
  static AccessKeyFile ofXml(String answer) {
    Matcher form = XML.matcher(answer);
    if (!form.find()) {
      throw new IllegalArgumentException("the answer holds no access key");
    }
    return new AccessKeyFile(form.group(1), form.group(2));
  }

  /** Returns the content of such a file. */
  String json() {
    return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}".formatted(id, secret);
  }

  /** Reads the file. */
  static AccessKeyFile read(Path file) throws IOException {
    Matcher form = FORM.matcher(Files.readString(file));
    if (!form.find()) {
      throw new IOException(file + " holds no access key");
    }
    return new AccessKeyFile(form.group(1), form.group(2));
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "AccessKeyFile(" + id + ")";
  }
}
