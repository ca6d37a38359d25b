package io.strongroom.store.sql;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.SecretRecordReader;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Turns rows into what they stand for, and back. What was stored in columns and in the record is
 * compared when it is read, and what does not agree is damage: an {@link IllegalArgumentException}
 * whose message holds no content.
 */
final class Rows {
  private Rows() {}

  /** Binds account, region and name from parameter {@code first} on. */
  static void bind(PreparedStatement statement, int first, Place place) throws SQLException {
    statement.setString(first, place.account().digits());
    statement.setString(first + 1, place.region().name());
    statement.setString(first + 2, place.name().text());
  }

  /** Reads a record that was stored in {@code place} with an id and a revision. */
  static Secret secret(Place place, byte[] id, long revision, byte[] record) {
    Secret secret = SecretRecordReader.read(record);
    if (!Place.of(secret).equals(place)
        || secret.revision() != revision
        || !Arrays.equals(Uuids.bytes(secret.identity().id()), id)) {
      throw new IllegalArgumentException("the record is not that of its row");
    }
    return secret;
  }

  /** Reads three columns as a place. */
  static Place place(ResultSet row, int first) throws SQLException {
    return new Place(
        new AccountId(row.getString(first)),
        new Region(row.getString(first + 1)),
        new SecretName(row.getString(first + 2)));
  }
}
