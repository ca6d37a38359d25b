package io.strongroom.core.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/**
 * Writes a function as the JSON text that stores keep; {@link FunctionRecordReader} reads it back.
 * The format is described in {@code docs/formats/function-record.md}. Variables are in it sealed.
 */
public final class FunctionRecord {

  /** The version of the format, its first member. */
  public static final int FORMAT = 1;

  /** Names of tags come from callers, and are not for the pool of interned strings. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Its own buffers are per thread, and writers run on virtual threads, which live once.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private static final int TYPICAL_SIZE = 1_024;

  private FunctionRecord() {}

  /**
   * Returns the text in UTF-8.
   *
   * @throws IllegalArgumentException for a function of a local directory, which is never stored
   */
  public static byte[] write(Function function) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("account", function.account().digits());
      json.writeStringField("region", function.region().name());
      json.writeStringField("name", function.name().text());
      json.writeNumberField("revision", function.revision());
      json.writeStringField("revisionId", function.revisionId());
      json.writeNumberField("modified", function.modified().toEpochMilli());
      writeSettings(json, function.settings());
      if (function.environment() != null) {
        json.writeStringField("environment", base64(function.environment()));
      }
      writeSource(json, function.source());
      json.writeObjectFieldStart("tags");
      for (Map.Entry<String, String> tag : function.tags().byKey().entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
      json.writeEndObject();
      writePolicy(json, function.policy());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static String base64(SealedEnvironment environment) {
    return Base64.getEncoder().encodeToString(environment.bytes());
  }

  private static void writeSettings(JsonGenerator json, FunctionSettings settings)
      throws IOException {
    json.writeStringField("role", settings.role());
    json.writeStringField("runtime", settings.runtime());
    json.writeStringField("handler", settings.handler());
    json.writeStringField("description", settings.description());
    json.writeNumberField("timeout", settings.timeoutSeconds());
    json.writeNumberField("memory", settings.memoryMiB());
    json.writeNumberField("storage", settings.storageMiB());
    json.writeArrayFieldStart("architectures");
    for (String architecture : settings.architectures()) {
      json.writeString(architecture);
    }
    json.writeEndArray();
  }

  private static void writeSource(JsonGenerator json, Source source) throws IOException {
    switch (source) {
      case Source.Uploaded _ -> {}
      case Source.BuiltIn(String rotator, Code _) -> json.writeStringField("rotator", rotator);
      case Source.LocalDirectory _ ->
          throw new IllegalArgumentException("a function of a local directory is not stored");
    }
    json.writeStringField("sha256", source.code().sha256());
    json.writeNumberField("size", source.code().size());
  }

  private static void writePolicy(JsonGenerator json, FunctionPolicy policy) throws IOException {
    json.writeStringField("policyRevisionId", policy.revisionId());
    json.writeArrayFieldStart("statements");
    for (FunctionPolicy.Statement statement : policy.statements()) {
      json.writeStartObject();
      json.writeStringField("sid", statement.sid());
      json.writeStringField("json", statement.json());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
