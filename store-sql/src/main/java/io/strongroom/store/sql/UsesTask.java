package io.strongroom.store.sql;

import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.LastUse;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Stores when access keys and roles were used. Nothing is kept of it in memory here. */
record UsesTask(Map<Subject, LastUse> uses) implements GroupTask<Boolean> {

  @Override
  public Boolean apply(SqlConnection connection) throws SQLException {
    for (Map.Entry<Subject, LastUse> each : uses.entrySet()) {
      PreparedStatement put = connection.prepare(IdentitySql.PUT_LAST_USE);
      bind(put, 1, each.getKey());
      put.setLong(3, each.getValue().date().toEpochMilli());
      put.setString(4, each.getValue().region().name());
      put.setString(5, each.getValue().service());
      bind(put, 6, each.getKey());
      bind(put, 8, each.getKey());
      put.executeUpdate();
    }
    return true;
  }

  private static void bind(PreparedStatement put, int first, Subject subject) throws SQLException {
    put.setString(first, subject.account().digits());
    put.setString(first + 1, subject.id());
  }

  @Override
  public void publish(Boolean outcome) {}
}
