package io.strongroom.store.sql;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.Source;
import io.strongroom.keys.Keyring;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a check that looks at functions: records, variables and code. */
final class FunctionCheck {
  private final SqlConnection connection;
  private final @Nullable Environments environments;
  private final Findings findings;
  private final Set<Code> named = new HashSet<>();

  FunctionCheck(SqlConnection connection, @Nullable Keyring keyring, Findings findings) {
    this.connection = connection;
    this.environments = keyring == null ? null : new Environments(keyring);
    this.findings = findings;
  }

  void run() throws SQLException {
    try (ResultSet row = connection.prepare(FunctionSql.ALL).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.FUNCTION);
        try {
          check(FunctionRows.function(row));
        } catch (IllegalArgumentException | NullPointerException e) {
          findings.problem("function " + row.getString(3) + " is broken");
        }
      }
    }
    checkCodes();
  }

  private void check(Function function) {
    if (function.source() instanceof Source.Uploaded(Code code)) {
      named.add(code);
    }
    if (environments == null || function.environment() == null) {
      return;
    }
    try (var _ = environments.open(function)) {
      findings.count(Findings.Kind.OPENED);
    } catch (ServiceException e) {
      findings.problem("the variables of " + function.arn() + " do not open");
    }
  }

  /** Code that no function names is what an upload left behind, and no damage. */
  private void checkCodes() throws SQLException {
    Set<Code> whole = new HashSet<>();
    try (ResultSet row = connection.prepare(FunctionSql.ALL_CODES).executeQuery()) {
      while (row.next()) {
        try {
          Code code = new Code(row.getString(1), row.getLong(2));
          whole.add(code);
          if (!digest(code).equals(code.sha256())) {
            findings.problem("function code " + code.sha256() + " is broken");
          }
        } catch (IllegalArgumentException e) {
          findings.problem("function code " + row.getString(1) + " is broken");
        }
      }
    }
    for (Code code : named) {
      if (!whole.contains(code)) {
        findings.problem("function code " + code.sha256() + " is missing");
      }
    }
  }

  private String digest(Code code) throws SQLException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int part = 0;
      for (byte[] next = FunctionCodes.part(connection, code, part);
          next != null;
          next = FunctionCodes.part(connection, code, ++part)) {
        digest.update(next);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
