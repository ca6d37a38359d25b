package io.strongroom.cluster.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The access key of a store made for the purpose, as {@code init --json} printed it. */
record AccessKey(String id, String secret) {
  private static final Pattern FORM =
      Pattern.compile("\"AccessKeyId\": ?\"([^\"]+)\", ?\"SecretAccessKey\": ?\"([^\"]+)\"");

  static AccessKey read(Path file) throws IOException {
    Matcher form = FORM.matcher(Files.readString(file));
    if (!form.find()) {
      throw new IOException(file + " holds no access key");
    }
    return new AccessKey(form.group(1), form.group(2));
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "AccessKey(" + id + ")";
  }
}
