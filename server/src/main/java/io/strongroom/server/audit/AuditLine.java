package io.strongroom.server.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks about one line of a log.
 *
 * @param time when the request came
 * @param event the operation
 * @param user the ARN of the caller, or the access key id that somebody claimed, or empty
 * @param names everything that the caller is called by
 * @param address where the request came from
 * @param error the error code, or null for a success
 * @param targets what the request was about: ARNs, and names as they were sent
 */
public record AuditLine(
    Instant time,
    String event,
    String user,
    List<String> names,
    String address,
    @Nullable String error,
    List<String> targets) {

  /** Members of requests that name what they are about. */
  private static final List<String> NAMING =
      List.of(
          "secretId",
          "secretIdList",
          "name",
          "keyId",
          "aliasName",
          "roleArn",
          "policyArn",
          "userName",
          "roleName",
          "groupName",
          "policyName");

  private static final JsonFactory JSON = new JsonFactory();

  /** Copies the lists. */
  public AuditLine {
    names = List.copyOf(names);
    targets = List.copyOf(targets);
  }

  /**
   * Reads a line.
   *
   * @return null if it is not a record
   */
  public static @Nullable AuditLine parse(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      return of(object(json));
    } catch (IOException | DateTimeParseException e) {
      return null;
    }
  }

  private static AuditLine of(Map<String, Object> record) {
    Map<String, Object> identity = member(record, "userIdentity");
    String arn = text(identity, "arn");
    List<String> targets = new ArrayList<>();
    if (record.get("resources") instanceof List<?> resources) {
      for (Object resource : resources) {
        if (resource instanceof Map<?, ?> named && named.get("ARN") instanceof String of) {
          targets.add(of);
        }
      }
    }
    Map<String, Object> parameters = member(record, "requestParameters");
    NAMING.forEach(name -> addTexts(parameters.get(name), targets));
    Map<String, Object> answer = member(record, "responseElements");
    addTexts(answer.get("aRN"), targets);
    List<String> names = new ArrayList<>();
    addTexts(List.copyOf(identity.values()), names);
    return new AuditLine(
        Instant.parse(text(record, "eventTime")),
        text(record, "eventName"),
        arn.isEmpty() ? text(identity, "accessKeyId") : arn,
        names,
        text(record, "sourceIPAddress"),
        record.get("errorCode") instanceof String code ? code : null,
        targets);
  }

  private static void addTexts(@Nullable Object value, List<String> texts) {
    if (value instanceof String text) {
      texts.add(text);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> addTexts(each, texts));
    }
  }

  private static String text(Map<String, Object> owner, String name) {
    return owner.get(name) instanceof String text ? text : "";
  }

  @SuppressWarnings("unchecked") // object() makes no other maps
  private static Map<String, Object> member(Map<String, Object> owner, String name) {
    return owner.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          Object item = value(json);
          if (item != null) {
            items.add(item);
          }
        }
        yield items;
      }
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }
}
