package io.strongroom.cli;

import io.strongroom.server.audit.AuditFilter;
import io.strongroom.server.audit.AuditLine;
import io.strongroom.server.audit.AuditReader;
import io.strongroom.server.audit.AuditSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code audit}: shows who did what, from the log beside a store. */
@Command(
    name = "audit",
    description = "Shows the audit log of a store, while it is served or not. Needs no key.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the store.")
  private Path data;

  @Option(
      names = "--since",
      paramLabel = "T",
      converter = Time.class,
      description = "From this time on: 2026-03-01, 2026-03-01T12:00:00Z, or 15m, 2h, 7d ago.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "T",
      converter = Time.class,
      description = "Before this time.")
  private @Nullable Instant until;

  @Option(
      names = "--event",
      paramLabel = "NAME",
      description = "One operation only, such as GetSecretValue.")
  private @Nullable String event;

  @Option(
      names = "--user",
      paramLabel = "TEXT",
      description = "Callers whose ARN, name, account or access key id has this in it.")
  private @Nullable String user;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description = "Requests about something whose ARN or name has this in it.")
  private @Nullable String secret;

  @Option(names = "--errors", description = "Only what was refused or failed.")
  private boolean errors;

  @Option(names = "--follow", description = "Go on with what is added, until interrupted.")
  private boolean follow;

  @Option(names = "--json", description = "Whole records, one a line, as they are in the log.")
  private boolean json;

  /** A time as an operator writes it. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      Duration ago = Span.parse(text);
      if (ago != null) {
        return Instant.now().minus(ago);
      }
      try {
        return text.length() == "2026-03-01".length()
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time such as 2026-03-01, 2026-03-01T12:00:00Z or 15m");
      }
    }
  }

  @Override
  public Integer call() throws Refusal, InterruptedException {
    Path directory = data.resolve(AuditSettings.DIRECTORY);
    if (!Files.isDirectory(directory)) {
      throw new Refusal("there is no audit log in " + data);
    }
    AuditFilter filter = new AuditFilter(since, until, event, user, secret, errors);
    AuditReader reader = new AuditReader(directory);
    PrintStream out = System.out;
    try {
      reader.read(line -> show(line, filter, out));
      while (follow && !out.checkError()) {
        Thread.sleep(POLL);
        reader.read(line -> show(line, filter, out));
      }
    } catch (IOException e) {
      throw new Refusal("the audit log in " + data + " cannot be read: " + e.getMessage());
    }
    out.flush();
    return 0;
  }

  private void show(byte[] line, AuditFilter filter, PrintStream out) {
    AuditLine parsed = AuditLine.parse(line);
    if (parsed == null || !filter.admits(parsed)) {
      return;
    }
    if (json) {
      out.write(line, 0, line.length);
      out.write('\n');
    } else {
      out.printf(
          "%-20s  %-24s  %-24s  %-15s  %-40s  %s%n",
          parsed.time(),
          plain(parsed.event()),
          parsed.error() == null ? "ok" : plain(parsed.error()),
          plain(parsed.address()),
          parsed.user().isEmpty() ? "-" : plain(parsed.user()),
          parsed.targets().isEmpty() ? "-" : plain(parsed.targets().getFirst()));
    }
  }

  /** What callers have written must not move the cursor of whoever looks. */
  private static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
