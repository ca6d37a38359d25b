package io.strongroom.cli.rotation;

import io.strongroom.testkit.database.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who logs in to a database, out of the value of a secret.
 *
 * @param username the user
 * @param password the password, which is none of a person
 */
record Login(String username, String password) {

  /** Reads a value whose user and password have no character that JSON escapes. */
  static Login parse(String value) {
    return new Login(member(value, "username"), member(value, "password"));
  }

  private static String member(String value, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": ?\"([^\"\\\\]*)\"").matcher(value);
    if (!found.find()) {
      throw new IllegalStateException("the value has no plain " + name);
    }
    return found.group(1);
  }

  boolean works(TestDatabase database) {
    return database.works(username, password);
  }

  @Override
  public String toString() {
    return username;
  }
}
