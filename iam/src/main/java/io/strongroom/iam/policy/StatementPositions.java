package io.strongroom.iam.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the statements of a policy stand in its text, as simulations tell it.
 *
 * <p>Source: AWS CLI reference, the examples of simulate-custom-policy and
 * simulate-principal-policy: a statement in a list begins behind the bracket, one alone behind its
 * brace, and each ends behind its brace. Own rule: another in the list begins where the one before
 * it ends.
 */
public final class StatementPositions {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private StatementPositions() {}

  /**
   * A place in a text.
   *
   * @param line counts from 1
   * @param column the characters of the line before the place, and one
   */
  public record Place(int line, int column) {
    static Place of(JsonLocation location) {
      return new Place(location.getLineNr(), location.getColumnNr());
    }
  }

  /** From where to where a statement reaches. */
  public record Span(Place start, Place end) {}

  /**
   * Returns where each statement stands, in their order.
   *
   * @param policy a text that was read as a policy before
   */
  public static List<Span> of(String policy) {
    try (JsonParser parser = FACTORY.createParser(policy)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean statements = parser.currentName().equals("Statement");
        JsonToken token = parser.nextToken();
        if (statements) {
          return spans(parser, token);
        }
        parser.skipChildren();
      }
      throw new IllegalArgumentException("a policy has statements");
    } catch (IOException e) {
      throw new IllegalArgumentException("not a policy", e);
    }
  }

  private static List<Span> spans(JsonParser parser, JsonToken first) throws IOException {
    List<Span> spans = new ArrayList<>();
    Place start = Place.of(parser.currentLocation());
    boolean more = first == JsonToken.START_OBJECT || parser.nextToken() == JsonToken.START_OBJECT;
    while (more) {
      parser.skipChildren();
      Place end = Place.of(parser.currentLocation());
      spans.add(new Span(start, end));
      start = end;
      more = first == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT;
    }
    return spans;
  }
}
