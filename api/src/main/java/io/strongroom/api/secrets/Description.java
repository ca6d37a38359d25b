package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret as DescribeSecret and ListSecrets show it.
 *
 * @param replicationStatus the states of its replicas, or null where they are not shown
 */
record Description(Secret secret, @Nullable List<RequestReplicas.Shown> replicationStatus) {

  /** The shape of the answer of DescribeSecret. */
  static final OutputStructure<Description> DESCRIBED =
      shape(
          "DescribeSecretResponse",
          member("VersionIdsToStages", stagesShape(), Description::versionsToStages),
          member("ReplicationStatus", RequestReplicas.STATUS, Description::replicationStatus));

  /** The shape of an entry of ListSecrets. */
  static final OutputStructure<Description> LISTED =
      shape(
          "SecretListEntry",
          member("SecretVersionsToStages", stagesShape(), Description::versionsToStages));

  private static Shape<Map<String, List<String>>> stagesShape() {
    return new Shape.MapOf<>(Shapes.STAGES);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is read and not kept
  private static OutputStructure<Description> shape(
      String name, OutputStructure.Member<Description, ?>... own) {
    List<OutputStructure.Member<Description, ?>> members = new ArrayList<>(shared());
    members.addAll(List.of(own));
    return OutputStructure.of(name, members);
  }

  private static List<OutputStructure.Member<Description, ?>> shared() {
    return List.of(
        member("ARN", Shapes.ARN, d -> d.secret.arn()),
        member("Name", Shapes.SHOWN_NAME, d -> d.secret.name()),
        member("Type", Shapes.TYPE, d -> d.secret.type()),
        member("Description", Shapes.DESCRIPTION, d -> d.secret.description()),
        member("KmsKeyId", Shapes.KMS_KEY_ID, d -> d.secret.kmsKeyId()),
        member("RotationEnabled", Shapes.FLAG, d -> d.rotating(RotationConfig::enabled)),
        member("RotationLambdaARN", Shapes.LAMBDA_ARN, d -> d.rotating(RotationConfig::lambdaArn)),
        member("RotationRules", RulesShown.SHAPE, d -> d.rotating(RotationConfig::rules)),
        member("ExternalSecretRotationMetadata", externalShape(), Description::metadata),
        member("ExternalSecretRotationRoleArn", Shapes.ROLE_ARN, Description::role),
        member("LastRotatedDate", Shapes.DATE, d -> d.rotating(RotationConfig::rotated)),
        member("LastChangedDate", Shapes.DATE, d -> d.secret.times().changed()),
        member("LastAccessedDate", Shapes.DATE, d -> d.secret.times().accessed()),
        member("DeletedDate", Shapes.DATE, Description::deleted),
        member("NextRotationDate", Shapes.DATE, d -> d.rotating(RotationConfig::next)),
        member("Tags", Shapes.TAGS_OUT, Description::tags),
        member("OwningService", Shape.text(1, 128), d -> d.secret.owningService()),
        member("CreatedDate", Shapes.DATE, d -> d.secret.times().created()),
        member("PrimaryRegion", Shapes.REGION, d -> d.secret.primaryRegion()));
  }

  private static Shape<List<Map.Entry<String, String>>> externalShape() {
    return Shape.list(
        OutputStructure.of(
            "ExternalSecretRotationMetadataItem",
            member("Key", Shape.text(1, 256), Map.Entry::getKey),
            member("Value", Shape.text(1, 2_048), Map.Entry::getValue)));
  }

  private <V> @Nullable V rotating(Function<RotationConfig, @Nullable V> part) {
    RotationConfig rotation = secret.rotation();
    return rotation == null ? null : part.apply(rotation);
  }

  private @Nullable List<Map.Entry<String, String>> metadata() {
    RotatedBy.Partner partner = rotating(RotationConfig::partner);
    return partner == null || partner.metadata().isEmpty()
        ? null
        : List.copyOf(partner.metadata().entrySet());
  }

  private @Nullable String role() {
    RotatedBy.Partner partner = rotating(RotationConfig::partner);
    return partner == null ? null : partner.role();
  }

  private @Nullable Instant deleted() {
    return secret.lifecycle() instanceof Lifecycle.DeletionScheduled(Instant deleted, var _)
        ? deleted
        : null;
  }

  private @Nullable List<Map.Entry<String, String>> tags() {
    Tags tags = secret.tags();
    return tags == null ? null : List.copyOf(tags.byKey().entrySet());
  }

  /** Versions without labels are left out; one that a rotation announced is in. */
  private @Nullable Map<String, List<String>> versionsToStages() {
    Map<String, List<String>> stages = new TreeMap<>();
    secret
        .versions()
        .labels()
        .forEach(
            (label, version) ->
                stages.computeIfAbsent(version.text(), id -> new ArrayList<>(1)).add(label.text()));
    return stages.isEmpty() ? null : stages;
  }
}
