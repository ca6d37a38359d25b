package io.strongroom.rotators.jdbc;

/** Why a login did not come about. */
public enum LoginFailure {
  /** The server does not take this user with this password. */
  CREDENTIALS,
  /** The server has no TLS. */
  NO_TLS,
  /** The server's certificate is not trusted, or is for another name, or TLS fails otherwise. */
  UNTRUSTED,
  /** The server does not ask for the password, or asks for it in a way that would give it away. */
  AUTHENTICATION,
  /** There is no connection, or the server is not ready. */
  UNREACHABLE,
  /** Anything else, as a database that does not exist. */
  OTHER
}
