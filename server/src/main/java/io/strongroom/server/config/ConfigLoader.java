package io.strongroom.server.config;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Region;
import io.strongroom.server.function.NarrowSession;
import io.strongroom.server.remote.RemoteFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings: the command line wins over the environment, the environment over the file. All
 * faults are collected, and an unknown key is one (requirement OPS-3).
 */
public final class ConfigLoader {

  /** A configuration file has some twenty lines; one beyond this is something else. */
  private static final long MAX_FILE_BYTES = 65_536;

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final IssuerFamily issuers = new IssuerFamily();
  private final RemoteFunctionFamily remotes = new RemoteFunctionFamily();
  private final List<KeyFamily> families = List.of(issuers.keys(), remotes.keys());
  private final List<String> faults = new ArrayList<>();

  private ConfigLoader() {}

  /**
   * Loads the configuration.
   *
   * @param file lines of {@code key = value}, blank lines and comments after {@code #}; or null
   * @param environment the variables of the process
   * @param options what the command line sets
   * @throws ConfigException with every fault, each with file and line or variable
   */
  public static ServerConfig load(
      @Nullable Path file, Map<String, String> environment, Map<Setting, String> options)
      throws ConfigException {
    ConfigLoader loader = new ConfigLoader();
    if (file != null) {
      loader.readFile(file);
    }
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null) {
        loader.put(setting, value.strip(), setting.variable());
      }
    }
    options.forEach((setting, value) -> loader.put(setting, value, setting.key()));
    if (loader.values.containsKey(Setting.TLS_CERT) != loader.values.containsKey(Setting.TLS_KEY)) {
      loader.faults.add(Setting.TLS_CERT.key() + " and " + Setting.TLS_KEY.key() + " go together");
    }
    loader.checkLocalFunctions();
    loader.checkEndpoint();
    loader.checkOtherSecrets();
    List<IssuerSettings> issuers = loader.issuers.finished(loader.faults);
    List<RemoteFunction> remotes = loader.remotes.finished(loader.faults);
    if (!loader.faults.isEmpty()) {
      throw new ConfigException(String.join("; ", loader.faults));
    }
    return new ServerConfig(loader.values, issuers, remotes);
  }

  private void checkLocalFunctions() {
    String account = values.get(Setting.FUNCTIONS_ACCOUNT);
    String region = values.get(Setting.FUNCTIONS_REGION);
    if (values.containsKey(Setting.FUNCTIONS_DIRECTORY) && (account == null || region == null)) {
      faults.add(
          Setting.FUNCTIONS_DIRECTORY.key()
              + " needs "
              + Setting.FUNCTIONS_ACCOUNT.key()
              + " and "
              + Setting.FUNCTIONS_REGION.key());
    }
    if (account != null && !AccountId.isAccountId(account)) {
      faults.add(Setting.FUNCTIONS_ACCOUNT.key() + " must have 12 digits");
    }
    if (region != null && !Region.isRegion(region)) {
      faults.add(Setting.FUNCTIONS_REGION.key() + " must be a name such as us-east-1");
    }
  }

  private void checkEndpoint() {
    String text = values.getOrDefault(Setting.FUNCTIONS_ENDPOINT, "");
    if (!text.isEmpty() && !Urls.isEndpoint(text)) {
      faults.add(Setting.FUNCTIONS_ENDPOINT.key() + " must be a URL without a path");
    }
  }

  private void checkOtherSecrets() {
    List<String> arns = listed(values.getOrDefault(Setting.FUNCTIONS_OTHER_SECRETS, ""));
    if (arns.size() > NarrowSession.MAX_OTHERS || !arns.stream().allMatch(ConfigLoader::isSecret)) {
      faults.add(
          "%s takes at most %d ARNs of secrets"
              .formatted(Setting.FUNCTIONS_OTHER_SECRETS.key(), NarrowSession.MAX_OTHERS));
    }
  }

  private static boolean isSecret(String text) {
    Arn arn = Arn.parse(text);
    return arn != null
        && arn.service().equals("secretsmanager")
        && arn.resource().startsWith("secret:");
  }

  /** Returns the parts of a text between its commas, without the empty ones. */
  static List<String> listed(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private void readFile(Path file) {
    List<String> lines;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        faults.add(file + " is too large for a configuration file");
        return;
      }
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      faults.add("cannot read the configuration file " + file);
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        readLine(line, file.getFileName() + ":" + (i + 1));
      }
    }
  }

  private void readLine(String line, String place) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      faults.add(place + ": a line has the form key = value");
      return;
    }
    String key = line.substring(0, equals).strip();
    for (KeyFamily family : families) {
      if (family.has(key)) {
        String fault = family.put(key, line.substring(equals + 1).strip());
        if (fault != null) {
          faults.add(place + ": " + key + " " + fault);
        }
        return;
      }
    }
    Setting setting = Setting.of(key);
    if (setting == null) {
      faults.add(place + ": unknown key " + key + "; did you mean " + nearest(key) + "?");
    } else if (values.containsKey(setting)) {
      faults.add(place + ": " + key + " is set twice");
    } else {
      put(setting, line.substring(equals + 1).strip(), place);
    }
  }

  private void put(Setting setting, String value, String place) {
    String fault = setting.fault(value);
    if (fault != null) {
      faults.add(place + ": " + setting.key() + " " + fault);
    }
    values.put(setting, value);
  }

  private static String nearest(String key) {
    Setting nearest = Setting.LISTEN_HOST;
    for (Setting setting : Setting.values()) {
      if (distance(key, setting.key()) < distance(key, nearest.key())) {
        nearest = setting;
      }
    }
    return nearest.key();
  }

  /** Returns the number of insertions, deletions and replacements between two texts. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
