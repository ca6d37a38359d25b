package io.strongroom.core.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
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
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
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

  private long format;
  private @Nullable UUID id;
  private @Nullable AccountId account;
  private @Nullable Region region;
  private @Nullable SecretName name;
  private @Nullable ArnSuffix suffix;
  private long revision;
  private @Nullable String description;
  private @Nullable String kmsKeyId;
  private @Nullable String type;
  private @Nullable Tags tags;
  private @Nullable String resourcePolicy;
  private @Nullable Instant created;
  private @Nullable Instant changed;
  private @Nullable Instant accessed;
  private @Nullable Instant deleted;
  private @Nullable Instant purge;
  private Replication replication = new Replication.None();
  private @Nullable RotationConfig rotation;
  private @Nullable List<StoredVersion> listed;
  private byte @Nullable [] packed;
  private @Nullable List<String> keys;
  private @Nullable Map<StagingLabel, VersionId> labels;

  /** A version of a record of format 1, before the list of keys is known. */
  private record StoredVersion(
      VersionId id, Instant created, long number, int key, @Nullable Instant accessed) {}

  private SecretRecordReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; it says where and holds
   *     none of the record's content (requirement LOG-2)
   */
  public static Secret read(byte[] record) {
    try (JsonParser json = SecretRecord.JSON.createParser(record)) {
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Texts of the parser's exceptions can quote the record, so they are not passed on. */
  private static Secret read(JsonParser json) {
    try {
      return new SecretRecordReader(json).read();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "a stored secret record is damaged before byte %d (%s)"
              .formatted(json.currentLocation().getByteOffset() + 1, e.getClass().getSimpleName()));
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
    SecretIdentity identity =
        SecretIdentity.of(
            Objects.requireNonNull(account),
            Objects.requireNonNull(region),
            Objects.requireNonNull(name),
            Objects.requireNonNull(suffix),
            Objects.requireNonNull(id));
    Timestamps times =
        new Timestamps(Objects.requireNonNull(created), Objects.requireNonNull(changed), accessed);
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions(),
        rotation,
        lifecycle(),
        replication,
        times,
        revision);
  }

  private Lifecycle lifecycle() {
    if (deleted == null && purge == null) {
      return Lifecycle.active();
    }
    return new Lifecycle.DeletionScheduled(
        Objects.requireNonNull(deleted), Objects.requireNonNull(purge));
  }

  private void readMember(String member) throws IOException {
    switch (member) {
      case "format" -> format = whole();
      case "id" -> id = UUID.fromString(text());
      case "account" -> account = new AccountId(text());
      case "region" -> region = new Region(text());
      case "name" -> name = new SecretName(text());
      case "suffix" -> suffix = new ArnSuffix(text());
      case "revision" -> revision = whole();
      case "description" -> description = text();
      case "kmsKeyId" -> kmsKeyId = text();
      case "type" -> type = text();
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
      case "labels" -> labels = readLabels();
      default -> throw new IllegalArgumentException("unknown member");
    }
  }

  private Replication readReplicas() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    SortedMap<Region, ReplicaState> states = new TreeMap<>(Replication.BY_NAME);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Region where = new Region(json.currentName());
      json.nextToken();
      require(states.put(where, readReplica()) == null);
    }
    return new Replication.Primary(states);
  }

  private ReplicaState readReplica() throws IOException {
    Map<String, String> members = texts();
    String key = members.remove("kmsKeyId");
    String failed = members.remove("failed");
    require(members.isEmpty());
    return failed == null ? new ReplicaState.InSync(key) : new ReplicaState.Failed(key, failed);
  }

  private Map<StagingLabel, VersionId> readLabels() throws IOException {
    Map<StagingLabel, VersionId> read = new LinkedHashMap<>();
    texts().forEach((label, to) -> read.put(new StagingLabel(label), new VersionId(to)));
    return read;
  }

  private RotationConfig readRotation() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    Boolean enabled = null;
    String lambdaArn = null;
    String role = null;
    SequencedMap<String, String> metadata = null;
    RotationRules rules = null;
    Instant rulesSet = null;
    Instant rotated = null;
    Instant next = null;
    Instant opens = null;
    RotationRun run = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "enabled" -> enabled = json.getBooleanValue();
        case "lambdaArn" -> lambdaArn = text();
        case "role" -> role = text();
        case "metadata" -> metadata = texts();
        case "rules" -> rules = readRules();
        case "rulesSet" -> rulesSet = date();
        case "rotated" -> rotated = date();
        case "next" -> next = date();
        case "opens" -> opens = date();
        case "run" -> run = readRun();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    return new RotationConfig(
        Objects.requireNonNull(enabled),
        rotatedBy(lambdaArn, role, metadata),
        rules,
        Objects.requireNonNull(rulesSet),
        rotated,
        next,
        opens,
        run);
  }

  private static RotatedBy rotatedBy(
      @Nullable String lambdaArn,
      @Nullable String role,
      @Nullable SequencedMap<String, String> metadata) {
    if (lambdaArn != null) {
      require(role == null && metadata == null);
      return new RotatedBy.Function(lambdaArn);
    }
    return new RotatedBy.Partner(Objects.requireNonNull(role), Objects.requireNonNull(metadata));
  }

  private RotationRun readRun() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    VersionId version = null;
    RotationRun.Trigger trigger = null;
    Instant began = null;
    Integer failures = null;
    Instant due = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "version" -> version = new VersionId(text());
        case "trigger" -> trigger = RotationRun.Trigger.valueOf(text());
        case "began" -> began = date();
        case "failures" -> failures = Math.toIntExact(whole());
        case "due" -> due = date();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    return new RotationRun(
        Objects.requireNonNull(version),
        Objects.requireNonNull(trigger),
        Objects.requireNonNull(began),
        Objects.requireNonNull(failures),
        Objects.requireNonNull(due));
  }

  private RotationRules readRules() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    Long days = null;
    String duration = null;
    String schedule = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "automaticallyAfterDays" -> days = whole();
        case "duration" -> duration = text();
        case "scheduleExpression" -> schedule = text();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    return RotationRules.parse(days, duration, schedule);
  }

  private Versions versions() {
    List<String> keyIds = Objects.requireNonNull(keys);
    Map<StagingLabel, VersionId> holders = Objects.requireNonNull(labels);
    if (format == SecretRecord.FORMAT_WITH_LISTS) {
      require(packed == null);
      return Versions.of(withKeys(Objects.requireNonNull(listed), keyIds), holders);
    }
    require(format == SecretRecord.FORMAT && listed == null);
    return Versions.of(new Versions.Packed(Objects.requireNonNull(packed), keyIds), holders);
  }

  private void readVersions() throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      listed = readListedVersions();
    } else {
      packed = readPackedVersions();
    }
  }

  /** Nothing is left out at the end of the text, which the decoder would let pass. */
  private byte[] readPackedVersions() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    String text = json.getText();
    byte[] read = Base64.getDecoder().decode(text);
    require(Base64.getEncoder().encodeToString(read).equals(text));
    return read;
  }

  private List<StoredVersion> readListedVersions() throws IOException {
    List<StoredVersion> read = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      VersionId version = new VersionId(text());
      Instant made = Instant.ofEpochMilli(nextWhole());
      long number = nextWhole();
      int key = Math.toIntExact(nextWhole());
      require(number >= 0);
      Instant accessedOn = json.nextToken() == JsonToken.END_ARRAY ? null : date();
      read.add(new StoredVersion(version, made, number, key, accessedOn));
      require(accessedOn == null || json.nextToken() == JsonToken.END_ARRAY);
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return read;
  }

  private void readKeys() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<String> read = new ArrayList<>(1);
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      read.add(json.getText());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    keys = read;
  }

  private static List<Version> withKeys(List<StoredVersion> read, List<String> keyIds) {
    List<Version> whole = new ArrayList<>(read.size());
    for (StoredVersion stored : read) {
      whole.add(
          new Version(
              stored.id(),
              stored.created(),
              stored.number(),
              keyIds.get(stored.key()),
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
      require(isWellFormed(member) && texts.put(member, text()) == null);
    }
    require(json.currentToken() == JsonToken.END_OBJECT);
    return texts;
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    String text = json.getText();
    require(isWellFormed(text));
    return text;
  }

  /** Half a surrogate pair has no form in UTF-8, but the parser lets damaged bytes become one. */
  private static boolean isWellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private Instant date() throws IOException {
    return Instant.ofEpochMilli(whole());
  }

  private long nextWhole() throws IOException {
    json.nextToken();
    return whole();
  }

  private long whole() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static void require(boolean whole) {
    if (!whole) {
      throw new IllegalArgumentException("not what a record holds there");
    }
  }
}
