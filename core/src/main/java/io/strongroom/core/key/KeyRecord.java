package io.strongroom.core.key;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a key as the JSON text that stores keep; {@link KeyRecordReader} reads it back. The format
 * is described in {@code docs/formats/key-record.md}. It holds no material.
 */
public final class KeyRecord {

  /** The version of the format, its first member. */
  public static final int FORMAT = 1;

  /** Names of tags come from callers, and are not for the pool of interned strings. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Its own buffers are per thread, and writers run on virtual threads, which live once.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private static final int TYPICAL_SIZE = 1_024;

  private KeyRecord() {}

  /** Returns the text in UTF-8. */
  public static byte[] write(Key key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("id", key.id());
      json.writeStringField("account", key.account().digits());
      json.writeStringField("region", key.region().name());
      json.writeNumberField("revision", key.revision());
      json.writeStringField("manager", key.manager().name());
      writeDate(json, "created", key.created());
      writeState(json, key.state());
      if (key.manager() == ManagedBy.CUSTOMER) {
        json.writeStringField("description", key.description());
        json.writeStringField("policy", key.policy());
      }
      writeTexts(json, "tags", key.tags().byKey());
      writeRotation(json, key.rotation());
      writeMaterials(json, key);
      json.writeArrayFieldStart("grants");
      for (Grant grant : key.grants()) {
        writeGrant(json, grant);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void writeState(JsonGenerator json, KeyState state) throws IOException {
    json.writeStringField("state", state.wireName());
    if (state instanceof KeyState.PendingDeletion(Instant date, int windowDays)) {
      writeDate(json, "deletion", date);
      json.writeNumberField("window", windowDays);
    }
  }

  private static void writeRotation(JsonGenerator json, @Nullable KeyRotation rotation)
      throws IOException {
    if (rotation != null) {
      json.writeObjectFieldStart("rotation");
      json.writeNumberField("days", rotation.periodDays());
      writeDate(json, "next", rotation.next());
      json.writeEndObject();
    }
  }

  private static void writeMaterials(JsonGenerator json, Key key) throws IOException {
    json.writeArrayFieldStart("materials");
    for (Material material : key.materials()) {
      json.writeStartArray();
      json.writeNumber(material.version());
      json.writeNumber(material.made().toEpochMilli());
      json.writeString(material.origin().name());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void writeGrant(JsonGenerator json, Grant grant) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", grant.id());
    writeText(json, "name", grant.name());
    json.writeStringField("grantee", grant.grantee());
    writeText(json, "retiring", grant.retiring());
    json.writeStringField("issuer", grant.issuer());
    json.writeArrayFieldStart("operations");
    for (String operation : grant.operations()) {
      json.writeString(operation);
    }
    json.writeEndArray();
    writeTexts(json, "subset", grant.constraints().subset());
    writeTexts(json, "equal", grant.constraints().equal());
    writeDate(json, "created", grant.created());
    json.writeEndObject();
  }

  private static void writeTexts(
      JsonGenerator json, String name, @Nullable Map<String, String> texts) throws IOException {
    if (texts == null) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void writeDate(JsonGenerator json, String name, Instant date) throws IOException {
    json.writeNumberField(name, date.toEpochMilli());
  }
}
