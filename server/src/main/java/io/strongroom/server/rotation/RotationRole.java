package io.strongroom.server.rotation;

import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.keys.Entropy;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The role that built-in rotators act as: an ordinary one, made in an account when it first needs
 * one. Its policy lets a session touch the secret that the session is tagged with and no other; a
 * superuser's secret can be read once an administrator has put a policy on the role that names it.
 */
final class RotationRole {

  /** The tag of a session whose value is the ARN of the secret that it may touch. */
  static final String TAG = "StrongroomRotatedSecret";

  private static final String POLICY_NAME = "TheSecretInRotation";

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Sid":"Secret","Effect":"Allow","Action":["secretsmanager:DescribeSecret",\
      "secretsmanager:GetSecretValue","secretsmanager:PutSecretValue",\
      "secretsmanager:UpdateSecretVersionStage"],"Resource":"*","Condition":{"StringEquals":{\
      "secretsmanager:SecretId":"${aws:PrincipalTag/%1$s}"}}},\
      {"Sid":"Keys","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],\
      "Resource":"*","Condition":{"StringEquals":{\
      "kms:EncryptionContext:SecretARN":"${aws:PrincipalTag/%1$s}"}}}]}"""
          .formatted(TAG);

  private final Directories directories;
  private final Entropy entropy;
  private final InstantSource clock;

  RotationRole(Directories directories, Entropy entropy, InstantSource clock) {
    this.directories = directories;
    this.entropy = entropy;
    this.clock = clock;
  }

  /** Makes the role in an account that has none. */
  void provide(AccountId account) {
    if (directories.of(account).named(Role.class, BuiltInFunctions.ROLE) == null) {
      boolean _ = directories.update(account, directory -> provided(account, directory));
    }
  }

  private Decision<Boolean> provided(AccountId account, Directory directory) {
    if (directory.named(Role.class, BuiltInFunctions.ROLE) != null) {
      return Decision.none(false);
    }
    Identifiers identifiers =
        Identifiers.of(account, Kind.ROLE, Kind.ROLE.newId(entropy), "/", BuiltInFunctions.ROLE);
    Role role =
        Role.of(identifiers, clock.instant().truncatedTo(ChronoUnit.MILLIS), TRUST)
            .with(Policies.NONE.putting(POLICY_NAME, POLICY));
    return Decision.of(DirectoryChange.of(directory).putting(role), true);
  }
}
