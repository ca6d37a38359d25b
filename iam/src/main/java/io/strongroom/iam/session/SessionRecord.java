package io.strongroom.iam.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.strongroom.iam.AccountId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a session inside its token: JSON with names of one or two letters, for tokens have to
 * be short. The format is described in {@code docs/formats/session-token.md}.
 */
final class SessionRecord {
  private static final int FORMAT = 1;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private SessionRecord() {}

  /** A session with the sealed secret of its access key. */
  @SuppressWarnings("ArrayRecordComponent") // ciphertext, never compared
  record Carried(Session session, byte[] sealedSecret) {}

  static byte[] write(Session session, byte[] sealedSecret) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("f", FORMAT);
      json.writeStringField("a", session.account().digits());
      json.writeStringField("p", session.principal());
      writeText(json, "n", session.name());
      json.writeNumberField("i", session.issued().getEpochSecond());
      json.writeNumberField("e", session.expires().getEpochSecond());
      writeText(json, "sp", session.policy());
      writeTexts(json, "pa", session.policyArns());
      json.writeObjectFieldStart("t");
      for (Map.Entry<String, String> tag : session.tags().entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
      json.writeEndObject();
      writeTexts(json, "tt", session.transitiveTags());
      writeText(json, "si", session.sourceIdentity());
      json.writeBooleanField("c", session.chained());
      writeText(json, "fp", session.federatedProvider());
      json.writeBinaryField("s", sealedSecret);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void writeTexts(JsonGenerator json, String name, Iterable<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link #write} wrote. Only authentic texts get here.
   *
   * @throws IllegalStateException if it is of a format that this release does not know
   */
  static Carried read(byte[] text) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> arns = new ArrayList<>();
    Set<String> transitive = new LinkedHashSet<>();
    byte[] sealedSecret = {};
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "pa" -> readTexts(json, arns);
          case "tt" -> readTexts(json, transitive);
          case "t" -> {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
              tags.put(json.currentName(), json.nextTextValue());
            }
          }
          case "s" -> sealedSecret = json.getBinaryValue();
          default -> texts.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (!Integer.toString(FORMAT).equals(texts.get("f"))) {
      throw new IllegalStateException("a session token of another format");
    }
    return new Carried(session(texts, arns, tags, transitive), sealedSecret);
  }

  private static void readTexts(JsonParser json, java.util.Collection<String> into)
      throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      into.add(json.getText());
    }
  }

  private static Session session(
      Map<String, String> texts,
      List<String> arns,
      Map<String, String> tags,
      Set<String> transitive) {
    return new Session(
        new AccountId(required(texts, "a")),
        required(texts, "p"),
        texts.get("n"),
        Instant.ofEpochSecond(Long.parseLong(required(texts, "i"))),
        Instant.ofEpochSecond(Long.parseLong(required(texts, "e"))),
        texts.get("sp"),
        arns,
        tags,
        transitive,
        texts.get("si"),
        Boolean.parseBoolean(required(texts, "c")),
        texts.get("fp"));
  }

  private static String required(Map<String, String> texts, String name) {
    return Objects.requireNonNull(texts.get(name), name);
  }
}
