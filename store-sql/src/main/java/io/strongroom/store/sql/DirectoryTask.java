package io.strongroom.store.sql;

import io.strongroom.core.identity.IdentityRecord;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.Identity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stores a change of an account's identities if the account is as it was when the change was
 * decided. Everything that could be refused is looked at before anything is written.
 */
final class DirectoryTask implements GroupTask<DirectoryCommit> {
  private final DirectoryChange change;
  private final Account account;
  private final String id;
  private final Map<Identity, byte[]> records = new LinkedHashMap<>();
  private final Caches caches;
  private final AccessKeys accessKeys;

  /** Makes the records, on the caller's thread. */
  DirectoryTask(DirectoryChange change, Caches caches, AccessKeys accessKeys) {
    Account registered = change.after().account();
    if (registered == null) {
      throw new IllegalArgumentException("the account is not registered");
    }
    this.change = change;
    this.account = registered;
    this.id = registered.id().digits();
    this.caches = caches;
    this.accessKeys = accessKeys;
    change.puts().forEach(each -> records.put(each, IdentityRecord.write(each)));
  }

  @Override
  public DirectoryCommit apply(SqlConnection connection) throws SQLException {
    if (revision(connection) != change.before().revision()) {
      return new DirectoryCommit.Stale();
    }
    for (AccessKey key : change.keyPuts()) {
      if (change.isNew(key) && IdentityRows.wasIssued(connection, key.id())) {
        return new DirectoryCommit.KeyIdTaken();
      }
    }
    if (account.email() != null) {
      AccountId owner = IdentityRows.withEmail(connection, account.email());
      if (owner != null && !owner.equals(account.id())) {
        return new DirectoryCommit.EmailTaken();
      }
    }
    writeAccount(connection);
    writeIdentities(connection);
    writeKeys(connection);
    return new DirectoryCommit.Done(change.after());
  }

  private long revision(SqlConnection connection) throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.REVISION);
    select.setString(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void writeAccount(SqlConnection connection) throws SQLException {
    if (change.account() == null) {
      PreparedStatement revise = connection.prepare(IdentitySql.REVISE_ACCOUNT);
      revise.setLong(1, change.after().revision());
      revise.setString(2, id);
      revise.executeUpdate();
      return;
    }
    PreparedStatement put = connection.prepare(IdentitySql.PUT_ACCOUNT);
    put.setString(1, id);
    put.setLong(2, change.after().revision());
    put.setString(3, account.foldedEmail());
    put.setBytes(4, IdentityRecord.write(account));
    put.executeUpdate();
  }

  /** What is put is deleted first, so that two identities can swap their names. */
  private void writeIdentities(SqlConnection connection) throws SQLException {
    for (String removed : change.removals()) {
      delete(connection, IdentitySql.DELETE_IDENTITY, removed);
      delete(connection, IdentitySql.DELETE_LAST_USE, removed);
    }
    for (Identity identity : records.keySet()) {
      delete(connection, IdentitySql.DELETE_IDENTITY, identity.id());
    }
    for (Map.Entry<Identity, byte[]> put : records.entrySet()) {
      PreparedStatement insert = connection.prepare(IdentitySql.INSERT_IDENTITY);
      insert.setString(1, id);
      insert.setString(2, put.getKey().id());
      insert.setString(3, put.getKey().kind().resource());
      insert.setString(4, put.getKey().identifiers().foldedName());
      insert.setBytes(5, put.getValue());
      insert.executeUpdate();
    }
  }

  private void delete(SqlConnection connection, String sql, String of) throws SQLException {
    PreparedStatement delete = connection.prepare(sql);
    delete.setString(1, id);
    delete.setString(2, of);
    delete.executeUpdate();
  }

  private void writeKeys(SqlConnection connection) throws SQLException {
    for (String removed : change.keyRemovals()) {
      PreparedStatement delete = connection.prepare(IdentitySql.DELETE_ACCESS_KEY);
      delete.setString(1, removed);
      delete.executeUpdate();
      PreparedStatement retire = connection.prepare(IdentitySql.RETIRE_ACCESS_KEY);
      retire.setString(1, removed);
      retire.executeUpdate();
      delete(connection, IdentitySql.DELETE_LAST_USE, removed);
    }
    for (AccessKey key : change.keyPuts()) {
      PreparedStatement put = connection.prepare(IdentitySql.PUT_ACCESS_KEY);
      IdentityRows.bind(put, key);
      put.executeUpdate();
    }
  }

  @Override
  public void announce(DirectoryCommit outcome, Announcement announcement) {
    if (outcome instanceof DirectoryCommit.Done) {
      announcement.account(account.id());
    }
  }

  /** A key is found after its owner, and an owner is gone after its keys. */
  @Override
  public void publish(DirectoryCommit outcome) {
    if (outcome instanceof DirectoryCommit.Done(Directory now)) {
      change.keyRemovals().forEach(accessKeys::remove);
      long added = records.values().stream().mapToLong(record -> record.length).sum();
      caches.put(now, added);
      change.keyPuts().forEach(accessKeys::put);
    } else {
      caches.remove(account.id());
    }
  }
}
