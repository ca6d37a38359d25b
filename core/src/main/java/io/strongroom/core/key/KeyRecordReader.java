package io.strongroom.core.key;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link KeyRecord} wrote. A record that does not read back whole is damage. */
public final class KeyRecordReader {
  private final JsonParser json;

  private long format;
  private @Nullable String id;
  private @Nullable AccountId account;
  private @Nullable Region region;
  private long revision;
  private @Nullable ManagedBy manager;
  private @Nullable Instant created;
  private @Nullable String state;
  private @Nullable Instant deletion;
  private int window;
  private @Nullable String description;
  private @Nullable String policy;
  private @Nullable Tags tags;
  private @Nullable KeyRotation rotation;
  private @Nullable List<Material> materials;
  private @Nullable List<Grant> grants;

  private KeyRecordReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it is damaged or of a newer format; it says where and holds
   *     none of the record's content (requirement LOG-2)
   */
  public static Key read(byte[] record) {
    try (JsonParser json = KeyRecord.JSON.createParser(record)) {
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Texts of the parser's exceptions can quote the record, so they are not passed on. */
  private static Key read(JsonParser json) {
    try {
      return new KeyRecordReader(json).read();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "a stored key record is damaged before byte %d (%s)"
              .formatted(json.currentLocation().getByteOffset() + 1, e.getClass().getSimpleName()));
    }
  }

  private Key read() throws IOException {
    require(json.nextToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      readMember(member);
    }
    require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    require(format == KeyRecord.FORMAT);
    KeyIdentity identity =
        new KeyIdentity(
            Objects.requireNonNull(account),
            Objects.requireNonNull(region),
            Objects.requireNonNull(id));
    boolean own = manager == ManagedBy.CUSTOMER;
    require(own == (description != null) && own == (policy != null));
    return new Key(
        identity,
        Objects.requireNonNull(manager),
        description == null ? DefaultKey.DESCRIPTION : description,
        Objects.requireNonNull(created),
        keyState(),
        policy == null ? DefaultKey.policy(identity.account(), identity.region()) : policy,
        Objects.requireNonNull(tags),
        rotation,
        Objects.requireNonNull(materials),
        Objects.requireNonNull(grants),
        revision);
  }

  private KeyState keyState() {
    KeyState read =
        switch (Objects.requireNonNull(state)) {
          case "Enabled" -> new KeyState.Enabled();
          case "Disabled" -> new KeyState.Disabled();
          case "PendingDeletion" ->
              new KeyState.PendingDeletion(Objects.requireNonNull(deletion), window);
          default -> throw new IllegalArgumentException("unknown state");
        };
    require((deletion == null) != (read instanceof KeyState.PendingDeletion));
    return read;
  }

  private void readMember(String member) throws IOException {
    switch (member) {
      case "format" -> format = whole();
      case "id" -> id = keyId();
      case "account" -> account = new AccountId(text());
      case "region" -> region = new Region(text());
      case "revision" -> revision = whole();
      case "manager" -> manager = ManagedBy.valueOf(text());
      case "created" -> created = date();
      case "state" -> state = text();
      case "deletion" -> deletion = date();
      case "window" -> window = Math.toIntExact(whole());
      case "description" -> description = text();
      case "policy" -> policy = text();
      case "tags" -> tags = new Tags(texts());
      case "rotation" -> rotation = readRotation();
      case "materials" -> materials = readMaterials();
      case "grants" -> grants = readGrants();
      default -> throw new IllegalArgumentException("unknown member");
    }
  }

  private String keyId() throws IOException {
    String text = text();
    require(KeyRef.isKeyId(text));
    return text;
  }

  private KeyRotation readRotation() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    int days = 0;
    Instant next = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "days" -> days = Math.toIntExact(whole());
        case "next" -> next = date();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    require(days > 0);
    return new KeyRotation(days, Objects.requireNonNull(next));
  }

  private List<Material> readMaterials() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<Material> read = new ArrayList<>(1);
    while (json.nextToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      int version = Math.toIntExact(whole());
      json.nextToken();
      Instant made = date();
      json.nextToken();
      Material.Origin origin = Material.Origin.valueOf(text());
      require(json.nextToken() == JsonToken.END_ARRAY);
      require(version > (read.isEmpty() ? 0 : read.getLast().version()));
      read.add(new Material(version, made, origin));
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return read;
  }

  private List<Grant> readGrants() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<Grant> read = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      read.add(readGrant());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return read;
  }

  private Grant readGrant() throws IOException {
    String grantId = null;
    String name = null;
    String grantee = null;
    String retiring = null;
    String issuer = null;
    List<String> operations = null;
    SequencedMap<String, String> subset = null;
    SequencedMap<String, String> equal = null;
    Instant given = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "id" -> grantId = text();
        case "name" -> name = text();
        case "grantee" -> grantee = text();
        case "retiring" -> retiring = text();
        case "issuer" -> issuer = text();
        case "operations" -> operations = readTextList();
        case "subset" -> subset = texts();
        case "equal" -> equal = texts();
        case "created" -> given = date();
        default -> throw new IllegalArgumentException("unknown member");
      }
    }
    return new Grant(
        Objects.requireNonNull(grantId),
        name,
        Objects.requireNonNull(grantee),
        retiring,
        Objects.requireNonNull(issuer),
        Objects.requireNonNull(operations),
        new Grant.Constraints(subset, equal),
        Objects.requireNonNull(given));
  }

  private List<String> readTextList() throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<String> read = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      read.add(json.getText());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return read;
  }

  private SequencedMap<String, String> texts() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      require(texts.put(member, text()) == null);
    }
    require(json.currentToken() == JsonToken.END_OBJECT);
    return texts;
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private Instant date() throws IOException {
    return Instant.ofEpochMilli(whole());
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
