package io.strongroom.server.config;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Region;
import io.strongroom.server.remote.RemoteFunction;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of functions that run elsewhere, each under a name that the operator chooses: {@code
 * functions.remote.NAME.arn}, {@code .url}, {@code .credentials} and, if the function has another
 * name there, {@code .name}.
 */
final class RemoteFunctionFamily {
  private static final String PREFIX = "functions.remote.";
  private static final String ARN = "arn";
  private static final String URL = "url";
  private static final String CREDENTIALS = "credentials";
  private static final String NAME = "name";
  private static final List<String> REQUIRED = List.of(ARN, URL, CREDENTIALS);
  private static final List<String> MEMBERS = List.of(ARN, URL, CREDENTIALS, NAME);

  private static final String RESOURCE = "function:";

  /** The bound of Lambda's model for the name of a function, ARNs among them. */
  private static final int MAX_NAME_LENGTH = 256;

  private static final int MAX_URL_LENGTH = 1_024;

  private final KeyFamily keys = new KeyFamily(PREFIX, MEMBERS, RemoteFunctionFamily::fault);

  /** Returns what takes the lines of the file. */
  KeyFamily keys() {
    return keys;
  }

  private static @Nullable String fault(String member, String value) {
    return switch (member) {
      case ARN -> isFunction(value) ? null : "must be the ARN of a function";
      case URL ->
          isEndpoint(value)
              ? null
              : "must be an https URL, or an http URL of a loopback address, without a query";
      case CREDENTIALS -> isPath(value) ? null : "must be the path of a file";
      default ->
          value.isEmpty() || value.length() > MAX_NAME_LENGTH
              ? "must have 1 to 256 characters"
              : null;
    };
  }

  private static boolean isFunction(String text) {
    Arn arn = Arn.parse(text);
    return arn != null
        && text.length() <= MAX_NAME_LENGTH
        && arn.service().equals("lambda")
        && Region.isRegion(arn.region())
        && AccountId.isAccountId(arn.account())
        && arn.resource().startsWith(RESOURCE)
        && arn.resource().length() > RESOURCE.length();
  }

  private static boolean isPath(String value) {
    try {
      return !value.isEmpty() && Path.of(value).getFileName() != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isEndpoint(String value) {
    return value.length() <= MAX_URL_LENGTH
        && (Urls.isUrl(value, "https") || Urls.isOwnUrl(value))
        && URI.create(value).getRawQuery() == null;
  }

  /** Returns all functions unless there are faults, and adds what is wrong with them as a whole. */
  List<RemoteFunction> finished(List<String> faults) {
    List<RemoteFunction> functions = new ArrayList<>();
    Set<String> arns = new LinkedHashSet<>();
    Map<String, Map<String, String>> all = keys.finished(REQUIRED, faults);
    all.forEach(
        (name, values) -> {
          if (values.containsKey(ARN) && !arns.add(values.get(ARN))) {
            faults.add(PREFIX + name + ".arn is that of another name");
          }
        });
    if (faults.isEmpty()) {
      all.values().forEach(values -> functions.add(function(values)));
    }
    return functions;
  }

  private static RemoteFunction function(Map<String, String> values) {
    String arn = values.getOrDefault(ARN, "");
    return new RemoteFunction(
        arn,
        URI.create(values.getOrDefault(URL, "")),
        values.getOrDefault(NAME, arn),
        Path.of(values.getOrDefault(CREDENTIALS, "")));
  }
}
