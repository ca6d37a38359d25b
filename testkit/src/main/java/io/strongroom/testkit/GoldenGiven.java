package io.strongroom.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened before the request of a golden case. In JSON:
 *
 * <pre>{@code
 * {"clock": "2026-01-02T03:04:05.678Z",
 *  "caller": {"account": "111122223333", "region": "eu-west-1"},
 *  "calls": [{"operation": "CreateSecret", "input": {...}, "account": "...", "region": "..."},
 *            {"advance": "P8D"}]}
 * }</pre>
 *
 * <p>All members may be left out. {@code caller} makes the request itself; account and region are
 * those of the server's default unless named.
 *
 * @param clock where the clock starts
 * @param caller who makes the request
 */
public record GoldenGiven(Instant clock, Caller caller, List<Step> steps) {

  /**
   * Who calls.
   *
   * @param account twelve digits, or null for the server's default
   * @param region the region, or null for the server's default
   */
  public record Caller(@Nullable String account, @Nullable String region) {

    /** Tells whether the server's default is meant. */
    boolean isDefault() {
      return account == null && region == null;
    }
  }

  /** One thing that happened. */
  public sealed interface Step {}

  /**
   * A call, which succeeded.
   *
   * @param input the body
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Called(String operation, byte[] input, Caller caller) implements Step {}

  /** Time that passed. */
  public record Advanced(Duration time) implements Step {}

  private static final JsonFactory JSON = new JsonFactory();

  static GoldenGiven parse(byte[] file) {
    Instant clock = SettableClock.START;
    Caller caller = new Caller(null, null);
    List<Step> steps = List.of();
    try (JsonParser json = JSON.createParser(file)) {
      requireStart(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "clock" -> clock = Instant.parse(json.getText());
          case "caller" -> caller = caller(json);
          case "calls" -> steps = steps(json);
          default -> throw new IllegalArgumentException("given.json has no member " + name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GoldenGiven(clock, caller, steps);
  }

  private static Caller caller(JsonParser json) throws IOException {
    String account = null;
    String region = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      String value = json.nextTextValue();
      switch (name) {
        case "account" -> account = value;
        case "region" -> region = value;
        default -> throw new IllegalArgumentException("a caller has no member " + name);
      }
    }
    return new Caller(account, region);
  }

  private static List<Step> steps(JsonParser json) throws IOException {
    requireStart(json.currentToken(), JsonToken.START_ARRAY);
    List<Step> steps = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      steps.add(step(json));
    }
    return steps;
  }

  private static Step step(JsonParser json) throws IOException {
    String operation = null;
    byte[] input = {'{', '}'};
    String account = null;
    String region = null;
    Step advanced = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "operation" -> operation = json.getText();
        case "input" -> input = copied(json);
        case "account" -> account = json.getText();
        case "region" -> region = json.getText();
        case "advance" -> advanced = new Advanced(Duration.parse(json.getText()));
        default -> throw new IllegalArgumentException("a call has no member " + name);
      }
    }
    return advanced != null
        ? advanced
        : new Called(Objects.requireNonNull(operation), input, new Caller(account, region));
  }

  private static byte[] copied(JsonParser json) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(copy)) {
      generator.copyCurrentStructure(json);
    }
    return copy.toByteArray();
  }

  private static void requireStart(@Nullable JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException("given.json is not of its form");
    }
  }
}
