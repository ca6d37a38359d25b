package io.strongroom.store.sqlite;

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
      put.setString(1, each.getKey().account().digits());
      put.setString(2, each.getKey().id());
      put.setLong(3, each.getValue().date().toEpochMilli());
      put.setString(4, each.getValue().region().name());
      put.setString(5, each.getValue().service());
      put.executeUpdate();
    }
    return true;
  }

  @Override
  public void publish(Boolean outcome) {}
}
