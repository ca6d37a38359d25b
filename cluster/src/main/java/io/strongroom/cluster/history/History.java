package io.strongroom.cluster.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of operations that grows while clients work; safe for many of them. */
public final class History implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedWriter file;

  private History(BufferedWriter file) {
    this.file = file;
  }

  /** Begins a new file. */
  public static History begin(Path file) throws IOException {
    return new History(Files.newBufferedWriter(file));
  }

  /** Reads a file. */
  public static List<Operation> read(Path file) throws IOException {
    return JsonLines.read(file, History::operation);
  }

  private static Operation operation(Map<String, String> line) {
    return new Operation(
        member(line, "process"),
        Kind.valueOf(member(line, "op").toUpperCase(Locale.ROOT)),
        member(line, "secret"),
        line.get("value"),
        line.get("version"),
        member(line, "endpoint"),
        Long.parseLong(member(line, "start")),
        Long.parseLong(member(line, "end")),
        Outcome.valueOf(member(line, "outcome").toUpperCase(Locale.ROOT)),
        Integer.parseInt(line.getOrDefault("attempts", "1")));
  }

  private static String member(Map<String, String> line, String name) {
    return Objects.requireNonNull(line.get(name), name);
  }

  /**
   * Adds an operation.
   *
   * @param why what the client was told, if it was not ok; for people
   */
  public void add(Operation operation, @Nullable String why) {
    String line = json(operation, why);
    synchronized (file) {
      try {
        file.write(line);
        file.write('\n');
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String json(Operation operation, @Nullable String why) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("process", operation.process());
      json.writeStringField("op", operation.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("secret", operation.secret());
      if (operation.value() != null) {
        json.writeStringField("value", operation.value());
      }
      if (operation.version() != null) {
        json.writeStringField("version", operation.version());
      }
      json.writeStringField("endpoint", operation.endpoint());
      json.writeNumberField("start", operation.start());
      json.writeNumberField("end", operation.end());
      json.writeStringField("outcome", operation.outcome().name().toLowerCase(Locale.ROOT));
      if (operation.attempts() > 1) {
        json.writeNumberField("attempts", operation.attempts());
      }
      if (why != null) {
        json.writeStringField("why", why);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    synchronized (file) {
      file.close();
    }
  }
}
