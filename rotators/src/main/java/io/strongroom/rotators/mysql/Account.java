package io.strongroom.rotators.mysql;

import io.strongroom.rotators.RotationException;
import org.mariadb.jdbc.Driver;

/**
 * An account: a user as it comes from certain hosts.
 *
 * @param user the name
 * @param host the pattern for the hosts
 */
record Account(String user, String host) {

  /**
   * Reads what the server answers to {@code CURRENT_USER()}; a host has no {@code @}.
   *
   * @throws RotationException if there is none in {@code text}
   */
  static Account parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw RotationException.permanent("The database names no account for the login.");
    }
    return new Account(text.substring(0, at), text.substring(at + 1));
  }

  /** Returns the account as statements name it; the session's {@code sql_mode} is empty. */
  String quoted() {
    return Driver.enquoteLiteral(user) + "@" + Driver.enquoteLiteral(host);
  }
}
