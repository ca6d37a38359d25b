package io.strongroom.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code clock}: reads and moves the clock of a development server on this machine. */
@Command(
    name = "clock",
    description = "Shows and moves the clock of a development server (dev) on this machine.",
    mixinStandardHelpOptions = true)
final class ClockCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the server is.",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private String endpoint = "http://127.0.0.1:3000";

  @Spec private CommandSpec spec;

  @Command(name = "show", description = "Shows what time it is there.")
  int show() throws Refusal, InterruptedException {
    return print(HttpRequest.newBuilder().GET());
  }

  @Command(
      name = "advance",
      description = "Moves the clock forward, so that rotations and deletions fall due at once.")
  int advance(
      @Parameters(
              paramLabel = "TIME",
              description = "How far: 30d, 12h, 5m, 10s, or ISO 8601 such as P1DT2H.",
              converter = Step.class)
          Duration step)
      throws Refusal, InterruptedException {
    return print(
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(step.toString())));
  }

  private int print(HttpRequest.Builder request) throws Refusal, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest whole =
          request
              .uri(URI.create(endpoint + "/_dev/clock"))
              .header("Authorization", "Strongroom")
              .timeout(PATIENCE)
              .build();
      HttpResponse<String> answer = client.send(whole, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new Refusal(endpoint + " does not move its clock: " + answer.body().strip());
      }
      spec.commandLine().getOut().print(answer.body());
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Refusal("--endpoint takes a URL such as http://127.0.0.1:3000");
    } catch (IOException e) {
      throw new Refusal("no development server answers at " + endpoint);
    }
  }

  /** Reads a length of time. */
  static final class Step implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration shortForm = Span.parse(text);
        return shortForm == null ? Duration.parse(text) : shortForm;
      } catch (DateTimeException e) {
        throw new TypeConversionException("a time is 30d, 12h, 5m, 10s or P1DT2H");
      }
    }
  }
}
