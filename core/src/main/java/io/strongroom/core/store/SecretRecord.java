package io.strongroom.core.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a secret as the JSON text that stores keep; {@link SecretRecordReader} reads it back. The
 * format is described in {@code docs/formats/secret-record.md}. It holds no value and no key.
 */
public final class SecretRecord {

  /** The version of the format, its first member. */
  public static final int FORMAT = 2;

  /** The format before, whose records stay in a store until their secret is changed. */
  static final int FORMAT_WITH_LISTS = 1;

  /** Names of tags and labels come from callers, and are not for the pool of interned strings. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Its own buffers are per thread, and writers run on virtual threads, which live once.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  /**
   * What the generator hands out: for nearly all records the whole text at once, as it fits into
   * its buffer, so that it is copied once into an array of its size.
   */
  private static final class Text extends OutputStream {
    private byte[] written = new byte[0];

    @Override
    public void write(int next) {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int before = written.length;
      written = Arrays.copyOf(written, before + length);
      System.arraycopy(bytes, offset, written, before, length);
    }
  }

  private SecretRecord() {}

  /** Returns the text in UTF-8. */
  public static byte[] write(Secret secret) {
    Text out = new Text();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      writeIdentity(json, secret);
      writeText(json, "description", secret.description());
      writeText(json, "kmsKeyId", secret.kmsKeyId());
      writeText(json, "type", secret.type());
      if (secret.tags() != null) {
        writeTexts(json, "tags", secret.tags().byKey());
      }
      writeText(json, "resourcePolicy", secret.resourcePolicy());
      writeDate(json, "created", secret.times().created());
      writeDate(json, "changed", secret.times().changed());
      writeDate(json, "accessed", secret.times().accessed());
      if (secret.lifecycle()
          instanceof Lifecycle.DeletionScheduled(Instant deleted, Instant purge)) {
        writeDate(json, "deleted", deleted);
        writeDate(json, "purge", purge);
      }
      writeReplication(json, secret.replication());
      if (secret.rotation() != null) {
        writeRotation(json, secret.rotation());
      }
      writeVersions(json, secret.versions());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.written;
  }

  private static void writeIdentity(JsonGenerator json, Secret secret) throws IOException {
    json.writeStringField("id", secret.identity().id().toString());
    json.writeStringField("account", secret.account().digits());
    json.writeStringField("region", secret.region().name());
    json.writeStringField("name", secret.name());
    json.writeStringField("suffix", secret.identity().suffix().text());
    json.writeNumberField("revision", secret.revision());
  }

  private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> each : texts.entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void writeReplication(JsonGenerator json, Replication replication)
      throws IOException {
    switch (replication) {
      case Replication.None() -> {}
      case Replication.Replica(Region primary) -> json.writeStringField("primary", primary.name());
      case Replication.Primary(var replicas) -> {
        json.writeObjectFieldStart("replicas");
        for (Map.Entry<Region, ReplicaState> entry : replicas.entrySet()) {
          json.writeObjectFieldStart(entry.getKey().name());
          writeText(json, "kmsKeyId", entry.getValue().kmsKeyId());
          switch (entry.getValue()) {
            case ReplicaState.InSync _ -> {}
            case ReplicaState.Failed failed -> json.writeStringField("failed", failed.message());
            case ReplicaState.Joining _ ->
                throw new IllegalStateException("a replica that is joining is not stored");
          }
          json.writeEndObject();
        }
        json.writeEndObject();
      }
    }
  }

  private static void writeRotation(JsonGenerator json, RotationConfig rotation)
      throws IOException {
    json.writeObjectFieldStart("rotation");
    json.writeBooleanField("enabled", rotation.enabled());
    switch (rotation.by()) {
      case RotatedBy.Function(String arn) -> json.writeStringField("lambdaArn", arn);
      case RotatedBy.Partner(String role, var metadata) -> {
        json.writeStringField("role", role);
        writeTexts(json, "metadata", metadata);
      }
    }
    RotationRules rules = rotation.rules();
    if (rules != null) {
      json.writeObjectFieldStart("rules");
      if (rules.automaticallyAfterDays() != null) {
        json.writeNumberField("automaticallyAfterDays", rules.automaticallyAfterDays());
      }
      writeText(json, "duration", rules.duration());
      writeText(json, "scheduleExpression", rules.scheduleExpression());
      json.writeEndObject();
    }
    writeDate(json, "rulesSet", rotation.rulesSet());
    writeDate(json, "rotated", rotation.rotated());
    writeDate(json, "next", rotation.next());
    writeDate(json, "opens", rotation.opens());
    if (rotation.run() != null) {
      writeRun(json, rotation.run());
    }
    json.writeEndObject();
  }

  private static void writeRun(JsonGenerator json, RotationRun run) throws IOException {
    json.writeObjectFieldStart("run");
    json.writeStringField("version", run.version().text());
    json.writeStringField("trigger", run.trigger().name());
    writeDate(json, "began", run.began());
    json.writeNumberField("failures", run.failures());
    writeDate(json, "due", run.due());
    json.writeEndObject();
  }

  private static void writeVersions(JsonGenerator json, Versions versions) throws IOException {
    Versions.Packed packed = versions.packed();
    byte[] text = Base64.getEncoder().encode(packed.bytes());
    json.writeFieldName("versions");
    json.writeRawUTF8String(text, 0, text.length);
    json.writeArrayFieldStart("keys");
    for (String key : packed.keys()) {
      json.writeString(key);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("labels");
    for (Map.Entry<StagingLabel, VersionId> label : versions.labels().entrySet()) {
      json.writeStringField(label.getKey().text(), label.getValue().text());
    }
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void writeDate(JsonGenerator json, String name, @Nullable Instant date)
      throws IOException {
    if (date != null) {
      json.writeNumberField(name, date.toEpochMilli());
    }
  }
}
