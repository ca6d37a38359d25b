package io.strongroom.api.lambda;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.ShapeReader;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Environment;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionName;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.Source;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a directory that the operator fills: each sub-directory with a file {@value
 * #FILE} is one, and holds its code. Nobody changes them over the wire.
 */
public final class LocalFunctions {

  /** What describes a function, in its directory. */
  public static final String FILE = "function.json";

  /** How many functions a directory may hold. */
  private static final int MAX_FUNCTIONS = 1_000;

  private static final long MAX_FILE = 64 << 10;

  private static final InputMember<String> ROLE = InputMember.required("role", Shapes.ROLE_ARN);
  private static final InputMember<String> RUNTIME =
      InputMember.required("runtime", Shapes.RUNTIME);
  private static final InputMember<String> HANDLER =
      InputMember.required("handler", Shapes.HANDLER);
  private static final InputMember<String> DESCRIPTION =
      InputMember.optional("description", Shapes.DESCRIPTION);
  private static final InputMember<Long> TIMEOUT = InputMember.optional("timeout", Shapes.TIMEOUT);
  private static final InputMember<Long> MEMORY = InputMember.optional("memory", Shapes.MEMORY);
  private static final InputMember<Map<String, SensitiveBytes>> ENVIRONMENT =
      InputMember.optional("environment", Shapes.VARIABLES);

  private static final InputStructure<Settings> STRUCTURE =
      InputStructure.of(
          FILE,
          LocalFunctions::settings,
          ROLE,
          RUNTIME,
          HANDLER,
          DESCRIPTION,
          TIMEOUT,
          MEMORY,
          ENVIRONMENT);

  private final AccountId account;
  private final Region region;
  private final Environments environments;

  /**
   * Reads functions of an account and region.
   *
   * @param environments seals their variables, which are kept in memory only
   */
  public LocalFunctions(AccountId account, Region region, Environments environments) {
    this.account = account;
    this.region = region;
    this.environments = environments;
  }

  private static Settings settings(InputValues in) {
    Map<String, SensitiveBytes> variables = in.get(ENVIRONMENT);
    return new Settings(
        in.require(ROLE),
        in.require(RUNTIME),
        in.require(HANDLER),
        in.get(DESCRIPTION),
        in.get(TIMEOUT),
        in.get(MEMORY),
        null,
        variables == null ? null : Variables.require(variables));
  }

  /**
   * Reads all functions of a directory.
   *
   * @throws IOException if it cannot be read or a function is described wrongly, with one line that
   *     says which and why
   */
  public List<Function> read(Path directory) throws IOException {
    List<Path> described;
    try (Stream<Path> entries = Files.list(directory)) {
      described = entries.filter(each -> Files.isRegularFile(each.resolve(FILE))).sorted().toList();
    }
    if (described.size() > MAX_FUNCTIONS) {
      throw new IOException(directory + " has more than " + MAX_FUNCTIONS + " functions");
    }
    List<Function> functions = new ArrayList<>();
    for (Path each : described) {
      functions.add(function(each.toRealPath(), String.valueOf(each.getFileName())));
    }
    return functions;
  }

  private Function function(Path directory, String name) throws IOException {
    Path file = directory.resolve(FILE);
    if (!FunctionName.isName(name)) {
      throw new IOException(directory + " is no name of a function");
    }
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(file + " is too large");
    }
    FunctionArn arn = new FunctionArn(account, region, new FunctionName(name));
    byte[] text = Files.readAllBytes(file);
    List<SensitiveBytes> secrets = new ArrayList<>();
    try {
      return function(arn, directory, ShapeReader.read(STRUCTURE, text, secrets::add));
    } catch (ServiceException e) {
      throw new IOException(file + ": " + told(e), e);
    } finally {
      secrets.forEach(SensitiveBytes::close);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static String told(ServiceException fault) {
    return fault.recordedText().isEmpty() ? "is no JSON object" : fault.recordedText();
  }

  private Function function(FunctionArn arn, Path directory, Settings given) throws IOException {
    FunctionSettings settings =
        given.over(
            FunctionSettings.of(
                orEmpty(given.role()), orEmpty(given.runtime()), orEmpty(given.handler())),
            null);
    Environment environment = given.environment();
    Instant modified =
        Files.getLastModifiedTime(directory.resolve(FILE))
            .toInstant()
            .truncatedTo(ChronoUnit.MILLIS);
    byte[] version = (arn.text() + modified).getBytes(StandardCharsets.UTF_8);
    String revisionId = UUID.nameUUIDFromBytes(version).toString();
    return new Function(
        arn,
        settings,
        environment == null ? null : environments.seal(arn, environment),
        new Source.LocalDirectory(directory),
        Tags.none(),
        FunctionPolicy.rotatingOwnAccount(arn, revisionId),
        modified,
        revisionId,
        Function.UNSTORED);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
