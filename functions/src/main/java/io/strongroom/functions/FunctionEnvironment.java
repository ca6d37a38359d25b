package io.strongroom.functions;

import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a process: what Lambda gives a function, what the server adds, and the
 * function's own variables. Nothing is inherited.
 */
final class FunctionEnvironment {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int STREAM_BYTES = 16;
  private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final Map<String, String> variables = new LinkedHashMap<>();

  private FunctionEnvironment() {}

  /**
   * Returns the variables of a process.
   *
   * @param authority where its Runtime API is
   * @param interpreter what runs it, or null if it brings that
   * @throws IOException if a value cannot be in an environment; it is not part of the text
   */
  static Map<String, String> of(
      FunctionSpec spec,
      Invocation invocation,
      Credentials credentials,
      String authority,
      Sandbox.Places places,
      @Nullable Interpreter interpreter,
      Instant now,
      Entropy entropy)
      throws IOException {
    FunctionEnvironment environment = new FunctionEnvironment();
    environment.addPlaces(places, interpreter);
    environment.addServer(places, invocation.serverVariables());
    // Reserved names cannot be set: whoever stores a function refuses them, and here they win.
    spec.environment().forEach(environment::addOwn);
    environment.addReserved(spec, authority, places);
    environment.addStream(spec, now, entropy);
    environment.addCredentials(credentials);
    if (environment.variables.values().stream().anyMatch(value -> value.indexOf(0) >= 0)) {
      // The JDK would say so too, with the value.
      throw new IOException("a variable of the function holds a zero byte");
    }
    return environment.variables;
  }

  private void addPlaces(Sandbox.Places places, @Nullable Interpreter interpreter) {
    Path bin = interpreter == null ? null : interpreter.executable().getParent();
    variables.put("PATH", bin == null ? SYSTEM_PATH : bin + ":" + SYSTEM_PATH);
    variables.put("LD_LIBRARY_PATH", places.task() + ":" + places.task().resolve("lib"));
    variables.put("PYTHONPATH", places.launchers().toString());
    variables.put("NODE_PATH", places.task().resolve("node_modules").toString());
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", "UTC");
    variables.put("HOME", places.scratch().toString());
    variables.put("TMPDIR", places.scratch().toString());
  }

  private void addServer(Sandbox.Places places, Map<String, String> server) {
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    if (places.caBundle() != null) {
      variables.put("AWS_CA_BUNDLE", places.caBundle().toString());
      variables.put("NODE_EXTRA_CA_CERTS", places.caBundle().toString());
    }
    variables.putAll(server);
  }

  private void addReserved(FunctionSpec spec, String authority, Sandbox.Places places) {
    variables.put("_HANDLER", spec.handler());
    variables.put("AWS_REGION", spec.region());
    variables.put("AWS_DEFAULT_REGION", spec.region());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.runtime());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMiB()));
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_RUNTIME_API", authority);
    variables.put("LAMBDA_TASK_ROOT", places.task().toString());
    variables.put("LAMBDA_RUNTIME_DIR", places.launchers().toString());
  }

  private void addStream(FunctionSpec spec, Instant now, Entropy entropy) {
    String id = HexFormat.of().formatHex(entropy.bytes(STREAM_BYTES));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", DAY.format(now) + "/[$LATEST]" + id);
  }

  /** An environment is text to the JDK, so here values become text. */
  private void addOwn(String name, SensitiveBytes value) {
    variables.put(name, text(value));
  }

  private void addCredentials(Credentials credentials) {
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", text(credentials.secretAccessKey()));
    variables.put("AWS_SESSION_TOKEN", text(credentials.sessionToken()));
  }

  private static String text(SensitiveBytes secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
