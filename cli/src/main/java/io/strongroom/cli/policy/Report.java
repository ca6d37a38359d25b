package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What was found out about policies. */
public interface Report {

  /** Returns how the command ends. */
  Outcome outcome();

  /** Tells it to people. */
  void write(PrintWriter out);

  /** Writes the members of one JSON object, for programs. */
  void write(JsonGenerator out) throws IOException;

  /** Prints the report and returns the exit code. */
  default int print(PrintWriter out, boolean json) {
    if (json) {
      out.println(json());
    } else {
      write(out);
    }
    out.flush();
    return outcome().code();
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.useDefaultPrettyPrinter();
      generator.writeStartObject();
      write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return text.toString();
  }
}
