package io.strongroom.iam.directory;

import io.strongroom.keys.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies that exist in every account under {@code arn:aws:iam::aws:policy/}. Names and intent
 * are AWS's, documents are this server's own; {@code docs/managed-policies.md} describes them.
 */
public final class AwsManagedPolicies {

  /** What stands in the place of an account in the ARNs of these policies. */
  public static final String OWNER = "aws";

  /** The policy that allows everything. */
  public static final String ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";

  /** When the documents got the form that they have. */
  private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

  private static final String SERVICE_ROLE = "/service-role/";

  private static final List<ManagedPolicy> ALL =
      List.of(
              shipped("/", "AdministratorAccess", "Everything, on everything."),
              shipped("/", "IAMFullAccess", "Everything about identities and policies."),
              shipped("/", "IAMReadOnlyAccess", "Looking at identities and policies."),
              shipped("/", "ReadOnlyAccess", "Looking at everything but the values of secrets."),
              shipped("/", "SecretsManagerReadWrite", "Everything about secrets, and their keys."),
              shipped(
                  "/",
                  "AWSSecretsManagerClientReadOnlyAccess",
                  "Reading secrets with their values, as client programs do."),
              shipped(
                  "/",
                  "AWSKeyManagementServicePowerUser",
                  "Making, naming, tagging and looking at keys."),
              shipped(
                  SERVICE_ROLE,
                  "AWSLambdaBasicExecutionRole",
                  "What a function needs to write its log."))
          .stream()
          .sorted(Comparator.comparing(policy -> policy.identifiers().foldedName()))
          .toList();

  private static final Map<String, ManagedPolicy> BY_ARN =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ManagedPolicy::arn, Function.identity()));

  private AwsManagedPolicies() {}

  /** Returns all of them in the order of their names, ignoring case. */
  public static List<ManagedPolicy> all() {
    return ALL;
  }

  /** Returns the one with an ARN, or null. */
  public static @Nullable ManagedPolicy find(String arn) {
    return BY_ARN.get(arn);
  }

  private static ManagedPolicy shipped(String path, String name, String description) {
    String id = Kind.POLICY.idOf(Sha256.hash(name.getBytes(StandardCharsets.US_ASCII)));
    Identifiers identifiers = new Identifiers(null, Kind.POLICY, id, path, name);
    List<ManagedPolicy.Version> versions =
        List.of(new ManagedPolicy.Version(1, CREATED, document(name)));
    return new ManagedPolicy(
        identifiers, CREATED, CREATED, description, versions, 1, 1, new LinkedHashMap<>());
  }

  private static String document(String name) {
    String file = "managed/" + name + ".json";
    try (InputStream content = AwsManagedPolicies.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(content, file).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
