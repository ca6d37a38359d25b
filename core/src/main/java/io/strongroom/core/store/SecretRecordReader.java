package io.strongroom.core.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Timestamps;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SecretRecord} wrote. A record that does not read back whole is damage. */
public final class SecretRecordReader {
  private final JsonParser json;

  private int format;
  private @Nullable UUID id;
  private @Nullable AccountId account;
  private @Nullable Region region;
  private @Nullable SecretName name;
  private @Nullable ArnSuffix suffix;
  private long revision;
  private @Nullable String description;
  private @Nullable String kmsKeyId;
  private @Nullable Tags tags;
  private @Nullable String resourcePolicy;
  private @Nullable Instant created;
  private @Nullable Instant changed;
  private @Nullable Instant accessed;
  private @Nullable Instant deleted;
  private @Nullable Instant purge;
  private Replication replication = new Replication.None();
  private @Nullable RotationConfig rotation;
  private final List<StoredVersion> versions = new ArrayList<>();
  private final List<String> keys = new ArrayList<>(1);
  private final Map<StagingLabel, VersionId> labels = new LinkedHashMap<>();

  /** A version before the list of keys is known. */
  private record StoredVersion(
      VersionId id, Instant created, long number, int key, @Nullable Instant accessed) {}

  private SecretRecordReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; the message holds none
   *     of its content
   */
  public static Secret read(byte[] record) {
    try (JsonParser json = SecretRecord.JSON.createParser(record)) {
      return new SecretRecordReader(json).read();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("a stored secret record is damaged", e);
    }
  }

  private Secret read() throws IOException {
    require(json.nextToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      readMember(member);
    }
    require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    require(format == SecretRecord.FORMAT);
    SecretIdentity identity =
        SecretIdentity.of(
            Objects.requireNonNull(account),
            Objects.requireNonNull(region),
            Objects.requireNonNull(name),
            Objects.requireNonNull(suffix),
            Objects.requireNonNull(id));
    Lifecycle lifecycle =
        deleted == null
            ? Lifecycle.active()
            : new Lifecycle.DeletionScheduled(deleted, Objects.requireNonNull(purge));
    Timestamps times =
        new Timestamps(Objects.requireNonNull(created), Objects.requireNonNull(changed), accessed);
    return new Secret(
        identity,
        description,
        kmsKeyId,
        tags,
        resourcePolicy,
        Versions.of(versionsWithKeys(), labels),
        rotation,
        lifecycle,
        replication,
        times,
        revision);
  }

  private void readMember(String member) throws IOException {
    switch (member) {
      case "format" -> format = json.getIntValue();
      case "id" -> id = UUID.fromString(text());
      case "account" -> account = new AccountId(text());
      case "region" -> region = new Region(text());
      case "name" -> name = new SecretName(text());
      case "suffix" -> suffix = new ArnSuffix(text());
      case "revision" -> revision = json.getLongValue();
      case "description" -> description = text();
      case "kmsKeyId" -> kmsKeyId = text();
      case "tags" -> tags = new Tags(texts());
      case "resourcePolicy" -> resourcePolicy = text();
      case "created" -> created = date();
      case "changed" -> changed = date();
      case "accessed" -> accessed = date();
      case "deleted" -> deleted = date();
      case "purge" -> purge = date();
      case "primary" -> replication = new Replication.Replica(new Region(text()));
      case "replicas" -> replication = readReplicas();
      case "rotation" -> rotation = readRotation();
      case "versions" -> readVersions();
      case "keys" -> readKeys();
      case "labels" ->
          texts().forEach((label, to) -> labels.put(new StagingLabel(label), new VersionId(to)));
      default -> throw new IllegalArgumentException("unknown member");
    }
  }

  private Replication readReplicas() throws IOException {
    SortedMap<Region, ReplicaState> states = new TreeMap<>(Replication.BY_NAME);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Region where = new Region(json.currentName());
      json.nextToken();
      Map<String, String> members = texts();
      String key = members.get("kmsKeyId");
      String failed = members.get("failed");
      states.put(
          where,
          failed == null ? new ReplicaState.InSync(key) : new ReplicaState.Failed(key, failed));
    }
    return new Replication.Primary(states);
  }

  private RotationConfig readRotation() throws IOException {
    boolean enabled = false;
    String lambdaArn = "";
    RotationRules rules = null;
    Instant rulesSet = Instant.EPOCH;
    Instant rotated = null;
    Instant next = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "enabled" -> enabled = json.getBooleanValue();
        case "lambdaArn" -> lambdaArn = text();
        case "rules" -> rules = readRules();
        case "rulesSet" -> rulesSet = date();
        case "rotated" -> rotated = date();
        case "next" -> next = date();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    return new RotationConfig(enabled, lambdaArn, rules, rulesSet, rotated, next);
  }

  private RotationRules readRules() throws IOException {
    Long days = null;
    String duration = null;
    String schedule = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "automaticallyAfterDays" -> days = json.getLongValue();
        case "duration" -> duration = text();
        case "scheduleExpression" -> schedule = text();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    try {
      return RotationRules.parse(days, duration, schedule);
    } catch (ServiceException e) {
      throw new IllegalArgumentException("rotation rules that do not parse", e);
    }
  }

  private void readVersions() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      VersionId version = new VersionId(text());
      Instant made = Instant.ofEpochMilli(json.nextLongValue(-1));
      long number = json.nextLongValue(-1);
      int key = json.nextIntValue(-1);
      Instant read = json.nextToken() == JsonToken.VALUE_NUMBER_INT ? date() : null;
      require(number >= 0 && key >= 0);
      versions.add(new StoredVersion(version, made, number, key, read));
      require((read == null ? json.currentToken() : json.nextToken()) == JsonToken.END_ARRAY);
    }
  }

  private void readKeys() throws IOException {
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      keys.add(json.getText());
    }
  }

  private List<Version> versionsWithKeys() {
    List<Version> whole = new ArrayList<>(versions.size());
    for (StoredVersion stored : versions) {
      whole.add(
          new Version(
              stored.id(),
              stored.created(),
              stored.number(),
              keys.get(stored.key()),
              stored.accessed()));
    }
    return whole;
  }

  private SequencedMap<String, String> texts() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      texts.put(member, text());
    }
    return texts;
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private Instant date() throws IOException {
    return Instant.ofEpochMilli(json.getLongValue());
  }

  private static void require(boolean whole) {
    if (!whole) {
      throw new IllegalArgumentException("not what a record holds there");
    }
  }
}
