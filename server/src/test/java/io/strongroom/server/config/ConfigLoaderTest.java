package io.strongroom.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.function.NarrowSession;
import io.strongroom.server.remote.RemoteFunction;
import io.strongroom.server.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("server.properties"), text);
  }

  @Test
  void withoutAnythingEverySettingHasItsDefault() throws ConfigException {
    ServerConfig config = ConfigLoader.load(null, Map.of(), Map.of());
    for (Setting setting : Setting.values()) {
      assertEquals(setting.fallback(), config.text(setting));
    }
    assertEquals(io.strongroom.server.http.Limits.DEFAULT, config.limits());
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    Path file = file("listen.port = 1\npurge.interval-seconds=2 \n# comment\n\n");
    Map<String, String> environment =
        Map.of("STRONGROOM_LISTEN_PORT", "3", "STRONGROOM_LIMITS_CONNECTIONS", "4");
    ServerConfig config = ConfigLoader.load(file, environment, Map.of(Setting.LISTEN_PORT, "5"));
    assertEquals(5, config.number(Setting.LISTEN_PORT));
    assertEquals(2, config.number(Setting.PURGE_INTERVAL_SECONDS));
    assertEquals(4, config.number(Setting.LIMITS_CONNECTIONS));
  }

  /** OPS-3. */
  @Test
  void allFaultsAreToldAtOnceWithTheirPlaces() throws IOException {
    Path file = file("listen.prot = 1\nlisten.port = many\nlisten.port = 9\nnonsense\n");
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> ConfigLoader.load(file, Map.of("STRONGROOM_LIMITS_CONNECTIONS", "-1"), Map.of()));
    assertEquals(
        "server.properties:1: unknown key listen.prot; did you mean listen.port?;"
            + " server.properties:2: listen.port must be a whole number between 0 and 65535;"
            + " server.properties:3: listen.port is set twice;"
            + " server.properties:4: a line has the form key = value;"
            + " STRONGROOM_LIMITS_CONNECTIONS: limits.connections must be between 1 and 1000000",
        e.getMessage());
  }

  @Test
  void certificateAndKeyGoTogether() throws ConfigException {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> ConfigLoader.load(null, Map.of(), Map.of(Setting.TLS_CERT, "c.pem")));
    assertEquals("tls.cert and tls.key go together", e.getMessage());
    Map<String, String> key = Map.of("STRONGROOM_TLS_KEY", "k.pem");
    assertEquals(
        new TlsFiles(Path.of("c.pem"), Path.of("k.pem")),
        ConfigLoader.load(null, key, Map.of(Setting.TLS_CERT, "c.pem")).tls());
    assertNull(ConfigLoader.load(null, Map.of(), Map.of()).tls());
  }

  @Test
  void issuersAreAFamilyOfKeys() throws Exception {
    Path file =
        file(
            """
            oidc.ci.issuer = https://ci.example.com/pool
            oidc.ci.keys = https://ci.example.com/jwks
            oidc.ci.audiences = vault, other
            oidc.cluster.issuer = https://k8s.example.com
            oidc.cluster.keys = http://127.0.0.1:8001/openid/v1/jwks
            oidc.cluster.audiences = vault
            """);
    assertEquals(
        List.of(
            new IssuerSettings(
                "https://ci.example.com/pool",
                "https://ci.example.com/jwks",
                Set.of("vault", "other")),
            new IssuerSettings(
                "https://k8s.example.com",
                "http://127.0.0.1:8001/openid/v1/jwks",
                Set.of("vault"))),
        ConfigLoader.load(file, Map.of(), Map.of()).issuers());
    assertEquals(List.of(), ConfigLoader.load(null, Map.of(), Map.of()).issuers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oidc.a.issuer = http://a.example.com | must be an https URL",
        "oidc.a.issuer = https://u:p@a.example.com | must be an https URL",
        "oidc.a.keys = http://a.example.com/jwks | must be an https URL, an http URL of a loopback",
        "oidc.a.keys = ftp://a.example.com/jwks | must be an https URL, an http URL of a loopback",
        "oidc.a.audiences = , | needs 1 to 100 names",
        "oidc.a.color = red | has the form oidc.NAME.issuer",
        "oidc.A.issuer = https://a.example.com | has the form oidc.NAME.issuer",
        "oidc.issuer = https://a.example.com | has the form oidc.NAME.issuer",
        "oidc.a.keys = jwks.json | oidc.a.issuer is missing; oidc.a.audiences is missing"
      })
  void faultsOfIssuersAreTold(String line, String told) throws IOException {
    Path file = file(line + "\n");
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));
    assertTrue(String.valueOf(e.getMessage()).contains(told), e::getMessage);
  }

  @Test
  void anIssuerIsThereOnce() throws IOException {
    Path file =
        file(
            """
            oidc.a.issuer = https://a.example.com
            oidc.a.issuer = https://b.example.com
            oidc.a.keys = a
            oidc.a.audiences = a
            oidc.b.keys = b
            oidc.b.audiences = b
            oidc.b.issuer = https://b.example.com
            """);
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));
    assertEquals(
        "server.properties:2: oidc.a.issuer is set twice;"
            + " oidc.b.issuer is that of another name",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "functions.endpoint = secrets.example.com | must be a URL without a path",
        "functions.endpoint = ftp://secrets.example.com | must be a URL without a path",
        "functions.endpoint = https://secrets.example.com/path | must be a URL without a path",
        "functions.endpoint = https://u:p@secrets.example.com | must be a URL without a path",
        "functions.other-secrets = superuser | takes at most 20 ARNs of secrets",
        "functions.other-secrets = arn:aws:kms:us-east-1:210987654321:key/a | takes at most 20"
      })
  void faultsOfFunctionsAreTold(String line, String told) throws IOException {
    Path file = file(line + "\n");
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));
    assertTrue(String.valueOf(e.getMessage()).contains(told), e::getMessage);
  }

  @Test
  void functionsReachTheServerByItsCertificateOrByWhatIsSet() throws Exception {
    Path tls = file("tls.cert = c.pem\ntls.key = k.pem\nrotation.ca = databases.pem\n");
    assertEquals(
        new FunctionHosting.Way(null, List.of(Path.of("c.pem"), Path.of("databases.pem"))),
        ConfigLoader.load(tls, Map.of(), Map.of()).functions(directory, directory).way());
    Path set = file("functions.endpoint = https://a.example:3000\nfunctions.ca = own.pem\n");
    assertEquals(
        new FunctionHosting.Way("https://a.example:3000", List.of(Path.of("own.pem"))),
        ConfigLoader.load(set, Map.of(), Map.of()).functions(directory, directory).way());
  }

  @Test
  void theOtherSecretsOfFunctionsCountWithThePermissionsOfTheSecret() throws Exception {
    String arn = "arn:aws:secretsmanager:us-east-1:210987654321:secret:superuser-AbCdEf";
    Path file = file("functions.permissions = secret\nfunctions.other-secrets = " + arn + "\n");
    assertEquals(
        new NarrowSession(List.of(arn)),
        ConfigLoader.load(file, Map.of(), Map.of()).functions(directory, directory).narrow());
    assertNull(
        ConfigLoader.load(null, Map.of(), Map.of()).functions(directory, directory).narrow());
  }

  @Test
  void functionsElsewhereAreAFamilyOfKeys() throws Exception {
    String arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate:live";
    Path file =
        file(
            """
            functions.remote.aws.arn = %1$s
            functions.remote.aws.url = https://lambda.us-east-1.amazonaws.com
            functions.remote.aws.credentials = /run/secrets/aws
            functions.remote.local.arn = arn:aws:lambda:us-east-1:123456789012:function:local
            functions.remote.local.url = http://[::1]:9000/prefix/
            functions.remote.local.credentials = any
            functions.remote.local.name = function
            """
                .formatted(arn));
    ServerConfig config = ConfigLoader.load(file, Map.of(), Map.of());
    assertEquals(
        List.of(
            new RemoteFunction(
                arn,
                URI.create("https://lambda.us-east-1.amazonaws.com"),
                arn,
                Path.of("/run/secrets/aws")),
            new RemoteFunction(
                "arn:aws:lambda:us-east-1:123456789012:function:local",
                URI.create("http://[::1]:9000/prefix/"),
                "function",
                Path.of("any"))),
        config.functions(directory, directory.resolve("key")).remotes());
    assertTrue(
        config
            .functions(directory, directory.resolve("key"))
            .hidden()
            .contains(Path.of("/run/secrets/aws")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.url = http://lambda.example.com | must be an https URL, or an http URL of a loopback",
        "a.url = http://127.0.0.1.example.com | must be an https URL, or an http URL of a loopback",
        "a.url = https://lambda.example.com/?a=b | must be an https URL, or an http URL",
        "a.url = https://u:p@lambda.example.com | must be an https URL, or an http URL",
        "a.arn = rotate | must be the ARN of a function",
        "a.arn = arn:aws:lambda:us-east-1:123456789012:layer:a | must be the ARN of a function",
        "a.arn = arn:aws:lambda::123456789012:function:a | must be the ARN of a function",
        "a.credentials = | must be the path of a file",
        "a.name = | must have 1 to 256 characters",
        "a.color = red | has the form functions.remote.NAME.arn,",
        "a.name = f | functions.remote.a.arn is missing; functions.remote.a.url is missing;"
      })
  void faultsOfFunctionsElsewhereAreTold(String line, String told) throws IOException {
    Path file = file("functions.remote." + line + "\n");
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));
    assertTrue(String.valueOf(e.getMessage()).contains(told), e::getMessage);
  }

  @Test
  void anArnIsElsewhereOnce() throws IOException {
    String one =
        """
        functions.remote.%1$s.arn = arn:aws:lambda:us-east-1:123456789012:function:f
        functions.remote.%1$s.url = https://lambda.example.com
        functions.remote.%1$s.credentials = f
        """;
    Path file = file(one.formatted("a") + one.formatted("b"));
    ConfigException e =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(file, Map.of(), Map.of()));
    assertEquals("functions.remote.b.arn is that of another name", e.getMessage());
  }

  @Test
  void aMissingFileIsAFault() {
    Path missing = directory.resolve("missing");
    assertThrows(ConfigException.class, () -> ConfigLoader.load(missing, Map.of(), Map.of()));
  }

  private static String fallback(Setting setting) {
    return setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`";
  }

  @Test
  void theDocumentedTableIsThatOfTheCode() throws IOException {
    StringBuilder table =
        new StringBuilder("| key | default | bounds | meaning |\n| --- | --- | --- | --- |\n");
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(setting.key(), fallback(setting), setting.bounds(), setting.sentence()));
    }
    String document = Files.readString(Path.of("..", "docs", "configuration.md"));
    assertTrue(document.contains(table), "docs/configuration.md must hold:\n" + table);
  }
}
