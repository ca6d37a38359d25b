package io.strongroom.store.sql;

import io.strongroom.core.identity.IdentityRecordReader;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.LastUse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows about accounts into what they stand for. What does not agree with its row is damage:
 * an {@link IllegalArgumentException} whose message holds no content.
 */
final class IdentityRows {

  /** About what an access key takes in memory. */
  private static final int KEY_WEIGHT = 300;

  private IdentityRows() {}

  /** Reads a record that was stored for an account. */
  static Account account(AccountId id, byte[] record) {
    Account account = IdentityRecordReader.account(record);
    if (!account.id().equals(id)) {
      throw new IllegalArgumentException("the record is not that of its row");
    }
    return account;
  }

  /** Reads a row in the order of {@link IdentitySql#IDENTITIES}. */
  static Identity identity(ResultSet row) throws SQLException {
    Identity identity = IdentityRecordReader.identity(row.getBytes(5));
    if (!new AccountId(row.getString(1)).equals(identity.identifiers().account())
        || !identity.id().equals(row.getString(2))
        || !identity.kind().resource().equals(row.getString(3))
        || !identity.identifiers().foldedName().equals(row.getString(4))) {
      throw new IllegalArgumentException("the record is not that of its row");
    }
    return identity;
  }

  /** Reads a row in the order of {@link IdentitySql#ACCESS_KEYS}. */
  static AccessKey accessKey(ResultSet row) throws SQLException {
    return new AccessKey(
        row.getString(1),
        new AccountId(row.getString(2)),
        row.getString(3),
        AccessKey.Status.valueOf(row.getString(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getLong(6),
        row.getBytes(7));
  }

  /** Binds the columns of {@link IdentitySql#PUT_ACCESS_KEY}. */
  static void bind(PreparedStatement statement, AccessKey key) throws SQLException {
    statement.setString(1, key.id());
    statement.setString(2, key.account().digits());
    statement.setString(3, key.owner());
    statement.setString(4, key.status().name());
    statement.setLong(5, key.created().toEpochMilli());
    statement.setLong(6, key.generation());
    statement.setBytes(7, key.sealedSecret());
  }

  /** Reads all of an account as it was at one moment, or null if there is no such account. */
  static Caches.@Nullable Sized<Directory> directory(SqlConnection connection, AccountId id)
      throws SQLException {
    return connection.atOneMoment(
        now -> {
          PreparedStatement select = now.prepare(IdentitySql.FIND_ACCOUNT);
          select.setString(1, id.digits());
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? directory(now, id, row) : null;
          }
        });
  }

  private static Caches.Sized<Directory> directory(
      SqlConnection connection, AccountId id, ResultSet row) throws SQLException {
    try {
      Account account = account(id, row.getBytes(2));
      List<Identity> identities = new ArrayList<>();
      List<Directory.Damaged> damaged = new ArrayList<>();
      long weight = row.getBytes(2).length + readIdentities(connection, id, identities, damaged);
      List<AccessKey> keys = accessKeys(connection, id);
      weight += (long) KEY_WEIGHT * keys.size();
      Directory directory = Directory.of(account, row.getLong(1), identities, keys, damaged);
      return Caches.sized(directory, weight);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw Failures.damaged("account " + id, e);
    }
  }

  /** Reads the identities of an account, and returns the length of their records. */
  private static long readIdentities(
      SqlConnection connection,
      AccountId id,
      List<Identity> identities,
      List<Directory.Damaged> damaged)
      throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.IDENTITIES);
    select.setString(1, id.digits());
    long length = 0;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        length += row.getBytes(5).length;
        try {
          identities.add(identity(row));
        } catch (IllegalArgumentException e) {
          damaged.add(damaged(row, e));
        }
      }
    }
    return length;
  }

  private static Directory.Damaged damaged(ResultSet row, Exception cause) throws SQLException {
    var _ = Failures.damaged("identity " + row.getString(2), cause);
    Kind kind = Kind.of(row.getString(3));
    if (kind == null) {
      throw new IllegalArgumentException("an identity of an unknown kind");
    }
    return new Directory.Damaged(kind, row.getString(2), row.getString(4));
  }

  /** Reads the access keys of an account. Those that are damaged are unknown (PRM-8). */
  private static List<AccessKey> accessKeys(SqlConnection connection, AccountId id)
      throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.ACCESS_KEYS);
    select.setString(1, id.digits());
    List<AccessKey> keys = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        AccessKey key = wholeOrNull(row);
        if (key != null) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /** Reads an access key; a damaged one is told to the log, and is null. */
  static @Nullable AccessKey wholeOrNull(ResultSet row) throws SQLException {
    try {
      return accessKey(row);
    } catch (IllegalArgumentException | NullPointerException e) {
      var _ = Failures.damaged("access key " + row.getString(1), e);
      return null;
    }
  }

  /** Returns the account with an e-mail address, or null. */
  static @Nullable AccountId withEmail(SqlConnection connection, String email) throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.ACCOUNT_BY_EMAIL);
    select.setString(1, email.toLowerCase(Locale.ROOT));
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new AccountId(row.getString(1)) : null;
    }
  }

  /** Returns accounts in the order of their numbers; one that is damaged is left out. */
  static List<Account> accounts(SqlConnection connection, @Nullable AccountId after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.ACCOUNTS);
    select.setString(1, after == null ? "" : after.digits());
    select.setInt(2, limit);
    List<Account> accounts = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        try {
          accounts.add(account(new AccountId(row.getString(1)), row.getBytes(2)));
        } catch (IllegalArgumentException e) {
          var _ = Failures.damaged("account " + row.getString(1), e);
        }
      }
    }
    return accounts;
  }

  /** Tells whether an access key of that id is or was there. */
  static boolean wasIssued(SqlConnection connection, String accessKeyId) throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.WAS_ISSUED);
    select.setString(1, accessKeyId);
    select.setString(2, accessKeyId);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Returns when a key or role was last used, or null. */
  static @Nullable LastUse lastUse(SqlConnection connection, Subject subject) throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.LAST_USE);
    select.setString(1, subject.account().digits());
    select.setString(2, subject.id());
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? new LastUse(
              Instant.ofEpochMilli(row.getLong(1)), new Region(row.getString(2)), row.getString(3))
          : null;
    }
  }
}
