package io.strongroom.store.sql;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.Scan.SortBy;
import io.strongroom.core.store.SecretRecordReader;
import io.strongroom.iam.Region;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.OpenException;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a check that is about secrets and their envelopes. */
final class SecretCheck {
  private final SqlConnection connection;
  private final SealedCheck sealed;
  private final Findings findings;
  private final NumberSet referred = new NumberSet();
  private final WordCheck words = new WordCheck();

  /** Ids whose record cannot be read, so that nobody knows which envelopes they refer to. */
  private final Set<ByteBuffer> unreadable = new HashSet<>();

  SecretCheck(SqlConnection connection, SealedCheck sealed, Findings findings) {
    this.connection = connection;
    this.sealed = sealed;
    this.findings = findings;
  }

  void run() throws SQLException {
    checkSecrets();
    checkEnvelopes();
    if (unreadable.isEmpty() && !words.isMet(connection)) {
      findings.problem("the index of words is not that of the secrets");
    }
  }

  private void checkSecrets() throws SQLException {
    try (ResultSet row = connection.prepare(Sql.ALL_SECRETS).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.SECRET);
        String where =
            "secret " + row.getString(2) + "/" + row.getString(3) + "/" + row.getString(4);
        try {
          Secret secret =
              Rows.secret(Rows.place(row, 2), row.getBytes(1), row.getLong(5), row.getBytes(6));
          checkDates(secret, row, where);
          checkVersions(secret, row.getBytes(1), where);
          checkReplication(secret, where);
          words.expect(secret);
        } catch (IllegalArgumentException | NullPointerException e) {
          unreadable.add(ByteBuffer.wrap(row.getBytes(1)));
          findings.problem(where + ": " + e.getMessage());
        }
      }
    }
  }

  private void checkDates(Secret secret, ResultSet row, String where) throws SQLException {
    long purge = row.getLong(10);
    boolean purgeIsNull = row.wasNull();
    boolean purgeAgrees =
        secret.lifecycle() instanceof Lifecycle.DeletionScheduled(var _, var date)
            ? !purgeIsNull && date.toEpochMilli() == purge
            : purgeIsNull;
    boolean datesAgree =
        row.getLong(7) == SortBy.CREATED.keyOf(secret)
            && row.getLong(8) == SortBy.CHANGED.keyOf(secret)
            && row.getLong(9) == SortBy.ACCESSED.keyOf(secret);
    long rotate = row.getLong(11);
    Instant planned = row.wasNull() ? null : Instant.ofEpochMilli(rotate);
    boolean rotationAgrees = Objects.equals(planned, secret.rotationDue());
    if (!purgeAgrees || !datesAgree || !rotationAgrees) {
      findings.problem(where + ": the record and its row have different dates");
    }
  }

  private void checkVersions(Secret secret, byte[] id, String where) throws SQLException {
    for (Version version : secret.versions().all()) {
      if (version.hasValue()) {
        String fault = fault(secret, id, version);
        if (fault != null) {
          findings.problem(
              "%s: version %s: envelope %d %s"
                  .formatted(where, version.id(), version.number(), fault));
        }
      }
    }
  }

  private @Nullable String fault(Secret secret, byte[] id, Version version) throws SQLException {
    if (!referred.add(version.number())) {
      return "belongs to another version too";
    }
    PreparedStatement select = connection.prepare(Sql.FIND_VERSION);
    select.setLong(1, version.number());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return "is not there";
      }
      if (!Arrays.equals(row.getBytes(1), id)) {
        return "belongs to another secret";
      }
      return sealed.fault(secret, version, Envelope.parse(row.getBytes(2)));
    } catch (OpenException e) {
      return "is malformed: " + e.getMessage();
    }
  }

  private void checkReplication(Secret secret, String where) throws SQLException {
    switch (secret.replication()) {
      case Replication.None() -> {}
      case Replication.Replica(Region region) -> {
        Secret primary = namesake(secret, region);
        if (primary == null
            || !hasSuffixOf(primary, secret)
            || !(primary.replication() instanceof Replication.Primary(var replicas))
            || !replicas.containsKey(secret.region())) {
          findings.problem(where + ": its primary in " + region + " does not know it");
        }
      }
      case Replication.Primary(var replicas) -> {
        for (Map.Entry<Region, ReplicaState> replica : replicas.entrySet()) {
          if (replica.getValue() instanceof ReplicaState.InSync
              && !isReplica(namesake(secret, replica.getKey()), secret)) {
            findings.problem(where + ": its replica in " + replica.getKey() + " is not there");
          }
        }
      }
    }
  }

  private static boolean isReplica(@Nullable Secret there, Secret primary) {
    return there != null
        && hasSuffixOf(there, primary)
        && there.replication() instanceof Replication.Replica(Region region)
        && region.equals(primary.region());
  }

  private static boolean hasSuffixOf(Secret one, Secret other) {
    return one.identity().suffix().equals(other.identity().suffix());
  }

  /** Returns the secret of the same name in another region, or null if none can be read there. */
  private @Nullable Secret namesake(Secret secret, Region region) throws SQLException {
    PreparedStatement select = connection.prepare(Sql.FIND_SECRET);
    Rows.bind(select, 1, new Place(secret.account(), region, secret.identity().name()));
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? SecretRecordReader.read(row.getBytes(3)) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void checkEnvelopes() throws SQLException {
    try (ResultSet row = connection.prepare(Sql.ALL_VERSIONS).executeQuery()) {
      while (row.next()) {
        findings.count(Findings.Kind.ENVELOPE);
        long number = row.getLong(1);
        if (!referred.contains(number) && !unreadable.contains(ByteBuffer.wrap(row.getBytes(2)))) {
          findings.problem("envelope " + number + " belongs to no version of a secret");
        }
      }
    }
  }
}
