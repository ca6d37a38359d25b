package io.strongroom.core.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes accounts and identities as the JSON texts that stores keep; {@link IdentityRecordReader}
 * reads them back. The format is described in {@code docs/formats/identity-record.md}.
 */
public final class IdentityRecord {

  /** The version of the format, the first member of each record. */
  public static final int FORMAT = 1;

  /** Names of policies and tags come from callers, and are not for the pool of interned strings. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Its own buffers are per thread, and writers run on virtual threads, which live once.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private static final int TYPICAL_SIZE = 512;

  private IdentityRecord() {}

  /** Writes one JSON object. */
  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** Returns the text of an account, in UTF-8. */
  public static byte[] write(Account account) {
    return object(
        json -> {
          json.writeStringField("id", account.id().digits());
          json.writeStringField("name", account.name());
          writeText(json, "email", account.email());
          writeText(json, "alias", account.alias());
          json.writeStringField("standing", account.standing().name());
          json.writeStringField("status", account.status().name());
          json.writeNumberField("joined", account.joined().toEpochMilli());
        });
  }

  /** Returns the text of an identity, in UTF-8. */
  public static byte[] write(Identity identity) {
    return object(
        json -> {
          writeIdentifiers(json, identity);
          switch (identity) {
            case User user -> writeMembers(json, user);
            case Group group -> writePolicies(json, group.policies());
            case Role role -> writeMembers(json, role);
            case ManagedPolicy policy -> writeMembers(json, policy);
            case OidcProvider provider -> writeMembers(json, provider);
          }
        });
  }

  private static void writeIdentifiers(JsonGenerator json, Identity identity) throws IOException {
    Identifiers identifiers = identity.identifiers();
    json.writeStringField("kind", identifiers.kind().resource());
    json.writeStringField(
        "account", Objects.requireNonNull(identifiers.account(), "shipped").digits());
    json.writeStringField("id", identifiers.id());
    json.writeStringField("path", identifiers.path());
    json.writeStringField("name", identifiers.name());
    json.writeNumberField("created", identity.created().toEpochMilli());
  }

  private static void writeMembers(JsonGenerator json, User user) throws IOException {
    writePolicies(json, user.policies());
    writeText(json, "boundary", user.boundary());
    writeTexts(json, "groups", user.groups());
    writeMap(json, "tags", user.tags());
  }

  private static void writeMembers(JsonGenerator json, Role role) throws IOException {
    json.writeStringField("trustPolicy", role.trustPolicy());
    writeText(json, "description", role.description());
    json.writeNumberField("maxSessionSeconds", role.maxSession().toSeconds());
    writePolicies(json, role.policies());
    writeText(json, "boundary", role.boundary());
    writeMap(json, "tags", role.tags());
  }

  private static void writeMembers(JsonGenerator json, ManagedPolicy policy) throws IOException {
    json.writeNumberField("updated", policy.updated().toEpochMilli());
    writeText(json, "description", policy.description());
    json.writeNumberField("defaultVersion", policy.defaultVersion());
    json.writeNumberField("lastNumber", policy.lastNumber());
    json.writeArrayFieldStart("versions");
    for (ManagedPolicy.Version version : policy.versions()) {
      json.writeStartObject();
      json.writeNumberField("number", version.number());
      json.writeNumberField("created", version.created().toEpochMilli());
      json.writeStringField("document", version.document());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeMap(json, "tags", policy.tags());
  }

  private static void writeMembers(JsonGenerator json, OidcProvider provider) throws IOException {
    writeTexts(json, "clientIds", provider.clientIds());
    writeTexts(json, "thumbprints", provider.thumbprints());
    writeMap(json, "tags", provider.tags());
  }

  private static void writePolicies(JsonGenerator json, Policies policies) throws IOException {
    writeMap(json, "inline", policies.inline());
    writeTexts(json, "attached", policies.attached());
  }

  private static void writeMap(JsonGenerator json, String name, Map<String, String> map)
      throws IOException {
    if (!map.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, String> entry : map.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void writeTexts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    }
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }
}
