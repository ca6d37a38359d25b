package io.strongroom.iam.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes policies in the form in which GetResourcePolicy answers them: two spaces of indent, {@code
 * "Key" : value}, arrays as <code>[ { ... } ]</code>.
 *
 * <p>Source: recorded answers of the public service, which prints with Jackson's default.
 */
public final class PolicyPrinter {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Line feeds on every system: the answer does not depend on where the server runs. */
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private PolicyPrinter() {}

  /**
   * Reformats a policy; members keep their order, numbers their text.
   *
   * @param json a text that {@link PolicyParser#parse} accepts
   * @throws IllegalArgumentException if {@code json} is not JSON
   */
  public static String pretty(String json) {
    StringWriter text = new StringWriter(2 * json.length());
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENTER));
      write(JsonReader.read(json, PolicyKind.KEY.maxLength()), generator);
    } catch (PolicySyntaxException e) {
      throw new IllegalArgumentException("only an accepted policy can be printed", e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  private static void write(Json value, JsonGenerator generator) throws IOException {
    switch (value) {
      case Json.Obj(var members) -> {
        generator.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          generator.writeFieldName(member.getKey());
          write(member.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case Json.Arr(var items) -> {
        generator.writeStartArray();
        for (Json item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Text(String text) -> generator.writeString(text);
      case Json.Bare(String text) -> generator.writeRawValue(text);
      case Json.Null _ -> generator.writeNull();
    }
  }
}
