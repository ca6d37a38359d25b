package io.strongroom.walls;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.strongroom.api.AccountOperation;
import io.strongroom.api.CallerOperation;
import io.strongroom.api.FunctionOperation;
import io.strongroom.api.Gateway;
import io.strongroom.api.KeyAccountOperation;
import io.strongroom.api.KeyOperation;
import io.strongroom.api.ReadOperation;
import io.strongroom.api.UnsignedOperation;
import io.strongroom.api.WriteOperation;
import io.strongroom.iam.oidc.WebTokens;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls between the rooms. Each test is one sentence of ARCHITECTURE.md. */
class ArchitectureTest {

  /** Classes that may reach the bytes of a secret, each with its reason. */
  private static final Set<String> READERS_OF_SECRETS =
      Set.of(
          "io.strongroom.keys.Keyring", // seals and opens
          "io.strongroom.keys.RootKey", // derives the keys under it
          "io.strongroom.iam.oidc.WebTokens", // parses a token that somebody shows
          "io.strongroom.iam.sigv4.SigningKeys", // derives a signing key from a secret access key
          "io.strongroom.iam.session.SessionTokens", // inflates the state of a session
          "io.strongroom.core.secret.PartnerFormat", // looks for the members of a partner's value
          "io.strongroom.core.function.Environment", // measures and encodes variables for sealing
          "io.strongroom.functions.FunctionEnvironment", // hands a function its credentials
          "io.strongroom.functions.KnownValues", // keeps what a masker looks for
          "io.strongroom.functions.Masker", // looks for values in what a function wrote
          "io.strongroom.functions.RuntimeConnection", // hands a function its event
          "io.strongroom.api.lambda.Invoke", // holds a payload to be JSON
          "io.strongroom.api.shape.JsonOut", // writes a value into the answer
          "io.strongroom.api.shape.XmlOut", // the same where answers are XML
          "io.strongroom.api.shape.Constraints", // holds a rotation token to its alphabet
          "io.strongroom.rotators.secret.SecretJson", // finds and replaces members of a value
          "io.strongroom.rotators.jdbc.DriverPassword", // hands a password to a database driver
          "io.strongroom.rotators.mysql.NativePassword", // hashes one as the server would
          "io.strongroom.server.remote.CredentialsFile", // reads an access key id beside a secret
          "io.strongroom.server.remote.RemoteFunctions", // sends a function its event
          "io.strongroom.server.rotation.FunctionCalls", // hands a rotator its variables
          "io.strongroom.cli.DevStore", // shows a new access key once
          "io.strongroom.cli.InitCommand"); // shows a new access key once

  /** The one class outside of keys that handles keys: those of TLS. */
  private static final String TLS_SETUP = "io.strongroom.server.tls.TlsIdentity";

  /** Drivers make it by way of a factory without arguments, so it has no other clock. */
  private static final String DEADLINE_OF_SOCKETS = "io.strongroom.rotators.target.BoundedSocket";

  private static final List<String> PURE =
      List.of(
          "io.strongroom.keys..",
          "io.strongroom.functions..",
          "io.strongroom.iam..",
          "io.strongroom.core..",
          "io.strongroom.api..",
          "io.strongroom.store..",
          "io.strongroom.rotators..");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/io/strongroom/testkit/"))
          .importPackages("io.strongroom");

  @Test
  void onlyKeysTouchesCryptography() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.strongroom.keys")
        .and()
        .doNotHaveFullyQualifiedName(TLS_SETUP)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.crypto..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.security\\.(Key.*|SecureRandom|Signature|Cipher)")
        .check(CLASSES);
  }

  @Test
  void oneClassChecksTheTokensOfIdentityProviders() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are not WebTokens", type -> !outermost(type).equals(WebTokens.class.getName())))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds..")
        .check(CLASSES);
  }

  @Test
  void eachDriverOfADatabaseHasOnePackage() {
    onlyUsedIn("org.postgresql..", "io.strongroom.rotators.postgresql");
    onlyUsedIn("org.mariadb..", "io.strongroom.rotators.mysql");
  }

  private static void onlyUsedIn(String driver, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(driver)
        .check(CLASSES);
  }

  @Test
  void noPackageDependsOnItself() {
    slices().matching("io.strongroom.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theBottomIsALine() {
    mayNotUse("io.strongroom.keys..", "io.strongroom.iam..");
    mayNotUse("io.strongroom.keys..", "io.strongroom.core..");
    mayNotUse("io.strongroom.iam..", "io.strongroom.core..");
    mayNotUse("io.strongroom.core..", "io.strongroom.api..");
    mayNotUse("io.strongroom.store..", "io.strongroom.api..");
    mayNotUse("io.strongroom.rotators..", "io.strongroom.api..");
    mayNotUse("io.strongroom.rotators..", "io.strongroom.store..");
    mayNotUse("io.strongroom.api..", "io.strongroom.store..");
    mayNotUse("io.strongroom.api..", "io.strongroom.rotators..");
    mayNotUse("io.strongroom.api..", "io.strongroom.server..");
    for (String other : List.of("core", "api", "store", "rotators", "functions", "server", "cli")) {
      mayNotUse("io.strongroom.analyzer..", "io.strongroom." + other + "..");
    }
    for (String other : List.of("keys", "iam", "core", "api", "store", "rotators", "functions")) {
      mayNotUse("io.strongroom." + other + "..", "io.strongroom.analyzer..");
    }
    for (String other : List.of("iam", "core", "api", "store", "server")) {
      mayNotUse("io.strongroom.functions..", "io.strongroom." + other + "..");
    }
    for (String other : List.of("keys", "iam", "core", "api", "store")) {
      mayNotUse("io.strongroom." + other + "..", "io.strongroom.functions..");
    }
  }

  private static void mayNotUse(String lower, String upper) {
    noClasses()
        .that()
        .resideInAPackage(lower)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(upper)
        .check(CLASSES);
  }

  @Test
  void timeRandomnessAndSettingsComeInFromOutside() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE.toArray(String[]::new))
        .and()
        .doNotHaveFullyQualifiedName("io.strongroom.keys.Entropy")
        .and()
        .doNotHaveFullyQualifiedName(DEADLINE_OF_SOCKETS)
        .should()
        .callMethodWhere(
            calls(
                "java.lang.System", "currentTimeMillis|nanoTime|getenv|getProperty|getProperties"))
        .orShould()
        .callMethodWhere(calls("java.lang.Thread", "sleep"))
        .orShould()
        .callMethodWhere(calls("java.lang.Math", "random"))
        .orShould()
        .callMethodWhere(calls("java.util.UUID", "randomUUID"))
        .orShould()
        .callMethodWhere(calls("java.time.(Instant|LocalDate|LocalDateTime|ZonedDateTime)", "now"))
        .orShould()
        .callMethodWhere(calls("java.time.(Clock|InstantSource)", "system.*"))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaCall<?>> calls(String type, String method) {
    return target(owner(nameMatching(type.replace(".", "\\.").replace("system\\.*", "system.*"))))
        .and(target(nameMatching(method)));
  }

  @Test
  void fewClassesReachTheBytesOfASecret() {
    DescribedPredicate<JavaClass> others =
        DescribedPredicate.describe(
            "are not named as readers of secrets",
            type -> !READERS_OF_SECRETS.contains(outermost(type)));
    noClasses()
        .that(others)
        .should()
        .callMethodWhere(calls(SensitiveBytes.class.getName(), "use|lend"))
        .check(CLASSES);
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  @Test
  void everyNamedReaderOfSecretsExists() {
    Set<String> names = CLASSES.stream().map(JavaClass::getName).collect(Collectors.toSet());
    org.junit.jupiter.api.Assertions.assertTrue(names.containsAll(READERS_OF_SECRETS));
  }

  @Test
  void storesSeeEnvelopesAndNoKeys() {
    noClasses()
        .that()
        .resideInAPackage("io.strongroom.store..")
        .and()
        .haveSimpleNameNotContaining("Check") // opens everything there is, on an operator's order
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Keyring.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheGatewayRunsOperations() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Gateway.class.getName())
        .and()
        .areNotAssignableTo(WriteOperation.class) // the interface's default refuses
        .should()
        .callMethodWhere(runsAnOperation())
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaCall<?>> runsAnOperation() {
    DescribedPredicate<JavaClass> operation =
        DescribedPredicate.describe(
            "is an operation",
            type ->
                type.isAssignableTo(ReadOperation.class)
                    || type.isAssignableTo(WriteOperation.class)
                    || type.isAssignableTo(AccountOperation.class)
                    || type.isAssignableTo(KeyOperation.class)
                    || type.isAssignableTo(KeyAccountOperation.class)
                    || type.isAssignableTo(FunctionOperation.class)
                    || type.isAssignableTo(CallerOperation.class)
                    || type.isAssignableTo(UnsignedOperation.class));
    DescribedPredicate<JavaCall<?>> fromElsewhere =
        DescribedPredicate.describe(
            "comes from another class",
            call -> !call.getOriginOwner().equals(call.getTargetOwner()));
    return target(owner(operation))
        .and(target(nameMatching("read|prepare|decide|decideMissing|answer")))
        .and(fromElsewhere);
  }
}
