package io.strongroom.store.postgres;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Outbox;
import io.strongroom.store.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of changes that this server has made. They stay in the database, where a server may
 * add to them and change nothing (requirement DBA-2); what is noted is how far they are in the
 * server's own log.
 */
final class NodeOutbox implements Outbox {

  /** Records of one group are numbered with these lowest bits. */
  private static final int ORDINAL_BITS = 16;

  private static final String INSERT = "INSERT INTO audit (number, node, record) VALUES (?, ?, ?)";
  private static final String WAITING =
      "SELECT number, record FROM audit WHERE node = ? AND number > ? ORDER BY number LIMIT ?";
  private static final String EXPORTED = "SELECT exported FROM node WHERE name = ?";
  private static final String EXPORT =
      "UPDATE node SET exported = ? WHERE name = ? AND exported < ?";

  private final String node;
  private volatile long exported;

  /** Of the group under way; the committer's own. */
  private final List<AuditRecord> records = new ArrayList<>();

  NodeOutbox(String node) {
    this.node = node;
  }

  /** Reads how far the log of this server had come. */
  void load(Link link) throws SQLException {
    PreparedStatement select = link.prepare(EXPORTED);
    select.setString(1, node);
    try (ResultSet row = select.executeQuery()) {
      exported = row.next() ? row.getLong(1) : 0;
    }
  }

  /** Begins a group anew. */
  void begin() {
    records.clear();
  }

  @Override
  public void add(AuditRecord record) {
    records.add(record);
  }

  /** Writes the records of a group at once. */
  void write(Link link, long revision) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    PreparedStatement insert = link.prepare(INSERT);
    for (int i = 0; i < records.size(); i++) {
      insert.setLong(1, (revision << ORDINAL_BITS) + i);
      insert.setString(2, node);
      insert.setBytes(3, records.get(i).bytes());
      insert.addBatch();
    }
    var _ = insert.executeBatch();
  }

  @Override
  public List<Waiting> waiting(SqlConnection connection, long after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(WAITING);
    select.setString(1, node);
    select.setLong(2, Math.max(after, exported));
    select.setInt(3, limit);
    return Outbox.rows(select);
  }

  @Override
  public GroupTask<Boolean> forgetting(long upTo) {
    return new Export(upTo);
  }

  private final class Export implements GroupTask<Boolean> {
    private final long upTo;

    Export(long upTo) {
      this.upTo = upTo;
    }

    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      PreparedStatement update = connection.prepare(EXPORT);
      update.setLong(1, upTo);
      update.setString(2, node);
      update.setLong(3, upTo);
      update.executeUpdate();
      return true;
    }

    @Override
    public void publish(Boolean outcome) {
      exported = Math.max(exported, upTo);
    }
  }
}
