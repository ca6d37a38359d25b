package io.strongroom.store.sql;

import io.strongroom.core.secret.SecretName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.sql.SQLException;

/**
 * What a store keeps in memory of its database: sealed records, and never a plaintext.
 *
 * @param caches secrets, envelopes and identities
 * @param keys KMS keys and aliases
 * @param accessKeys all access keys
 */
public record Memory(Caches caches, KeyCaches keys, AccessKeys accessKeys) {

  /** Returns memory without access keys, which {@link #forgetAll} reads. */
  public static Memory empty(CacheSizes sizes) {
    return new Memory(new Caches(sizes, null), new KeyCaches(), new AccessKeys());
  }

  /**
   * Reads the access keys; everything else is read when it is asked for.
   *
   * @param unsettled takes in what is committed and not yet seen by readers of the database
   */
  public static Memory load(SqlConnection connection, CacheSizes sizes, Unsettled unsettled)
      throws SQLException {
    Memory memory = new Memory(new Caches(sizes, unsettled), new KeyCaches(), new AccessKeys());
    memory.accessKeys.load(connection);
    return memory;
  }

  /** Forgets everything but the access keys, which are read anew. */
  public void forgetAll(SqlConnection connection) throws SQLException {
    caches.forgetAll();
    keys.forgetAll();
    accessKeys.load(connection);
  }

  /**
   * Forgets what another server has touched, and reads the access keys of touched accounts anew.
   *
   * @param announcement the text of an {@link Announcement}, or of several
   * @throws IllegalArgumentException if it is malformed
   */
  public void forget(String announcement, SqlConnection connection) throws SQLException {
    for (String line : announcement.lines().toList()) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case Announcement.SECRET ->
            caches.remove(
                new Place(
                    new AccountId(fields[1]), new Region(fields[2]), new SecretName(fields[3])));
        case Announcement.KEY -> keys.removeKey(fields[1]);
        case Announcement.ALIAS ->
            keys.removeAlias(
                new KeyCaches.AliasPlace(
                    new AccountId(fields[1]), new Region(fields[2]), fields[3]));
        case Announcement.ACCOUNT -> {
          AccountId id = new AccountId(fields[1]);
          caches.remove(id);
          accessKeys.load(connection, id);
        }
        default -> throw new IllegalArgumentException("an announcement of an unknown kind");
      }
    }
  }
}
