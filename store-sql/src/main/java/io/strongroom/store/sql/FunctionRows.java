package io.strongroom.store.sql;

import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionRecordReader;
import io.strongroom.core.function.FunctionStore.Usage;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds functions. */
final class FunctionRows {
  private FunctionRows() {}

  /** Reads a row in the order of {@link FunctionSql#ALL}. */
  static Function function(ResultSet row) throws SQLException {
    Function function = FunctionRecordReader.read(row.getBytes(7));
    if (!function.account().digits().equals(row.getString(1))
        || !function.region().name().equals(row.getString(2))
        || !function.name().text().equals(row.getString(3))
        || function.revision() != row.getLong(4)
        || !function.code().sha256().equals(row.getString(5))
        || function.code().size() != row.getLong(6)) {
      throw new IllegalArgumentException("the record is not that of its row");
    }
    return function;
  }

  static @Nullable Function find(SqlConnection connection, FunctionArn arn) throws SQLException {
    PreparedStatement select = connection.prepare(FunctionSql.FIND);
    bind(select, 1, arn);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? function(row) : null;
    } catch (IllegalArgumentException e) {
      throw Failures.damaged("the record of function " + arn, e);
    }
  }

  /** Damaged functions are left out: one of them must not keep the others from being listed. */
  static List<Function> page(
      SqlConnection connection, AccountId account, Region region, String after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(FunctionSql.OF_PLACE);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    select.setString(3, after);
    select.setInt(4, limit);
    List<Function> functions = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        try {
          functions.add(function(row));
        } catch (IllegalArgumentException e) {
          var _ = Failures.damaged("the record of function " + row.getString(3), e);
        }
      }
    }
    return functions;
  }

  static Usage usage(SqlConnection connection, AccountId account) throws SQLException {
    PreparedStatement select = connection.prepare(FunctionSql.USAGE);
    select.setString(1, account.digits());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new Usage(row.getLong(1), row.getLong(2)) : new Usage(0, 0);
    }
  }

  /** Binds account, region and name from parameter {@code first} on. */
  static void bind(PreparedStatement statement, int first, FunctionArn arn) throws SQLException {
    statement.setString(first, arn.account().digits());
    statement.setString(first + 1, arn.region().name());
    statement.setString(first + 2, arn.name().text());
  }
}
