package io.strongroom.rotators.jdbc;

import io.strongroom.rotators.RotationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes failures of a rotation from exceptions of drivers. Their texts are left out: servers quote
 * the statement that they refuse, and with it passwords.
 */
public final class SqlFailures {

  /** Connection, resources, operator's action, rolled back, not in the right state now. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40", "55");

  /**
   * The same of MySQL and MariaDB, where states say less: too many connections, of all and of one
   * user, a wait for a lock, a limit per hour.
   */
  private static final Set<Integer> PASSING_NUMBERS = Set.of(1040, 1203, 1205, 1226);

  private static final int CLASS_LENGTH = 2;

  /** How far causes are followed; drivers nest a few. */
  private static final int MAX_CAUSES = 16;

  private SqlFailures() {}

  /** Returns the failure for {@code e}, which came while {@code doing}. */
  public static RotationException of(String doing, SQLException e) {
    String text = "The database refused " + doing + " (" + code(e) + ").";
    return isPassing(e) ? RotationException.retryable(text) : RotationException.permanent(text);
  }

  /** Returns the state and the number, which are public, as in {@code SQLSTATE 42501}. */
  static String code(SQLException e) {
    String number = e.getErrorCode() == 0 ? "" : ", error " + e.getErrorCode();
    return "SQLSTATE " + e.getSQLState() + number;
  }

  /** Tells whether the same may succeed later. */
  public static boolean isPassing(SQLException e) {
    return PASSING.contains(stateClass(e))
        || PASSING_NUMBERS.contains(e.getErrorCode())
        || hasCause(e, IOException.class);
  }

  /** Returns the first two characters of the state; empty if there is none. */
  public static String stateClass(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.length() < CLASS_LENGTH ? "" : state.substring(0, CLASS_LENGTH);
  }

  /** Tells whether {@code e} comes from a {@code type}. */
  public static boolean hasCause(SQLException e, Class<? extends Throwable> type) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
