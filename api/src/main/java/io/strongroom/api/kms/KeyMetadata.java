package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What DescribeKey and CreateKey say of a key. */
final class KeyMetadata {

  /** The only kind of key and of algorithm there is. */
  static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

  /** The only use that such a key has. */
  static final String ENCRYPT_DECRYPT = "ENCRYPT_DECRYPT";

  /** Where all material comes from. */
  static final String AWS_KMS = "AWS_KMS";

  /** The shape of a key's description. */
  static final OutputStructure<Key> SHAPE =
      OutputStructure.of(
          "KeyMetadata",
          member("AWSAccountId", Shapes.ACCOUNT_ID, key -> key.account().digits()),
          member("KeyId", Shapes.KEY_ID, Key::id),
          member("Arn", Shapes.ARN, Key::arn),
          member("CreationDate", Shapes.DATE, Key::created),
          member("Enabled", Shapes.FLAG, Key::isEnabled),
          member("Description", Shapes.DESCRIPTION, Key::description),
          member("KeyUsage", Shapes.KEY_USAGE, key -> ENCRYPT_DECRYPT),
          member("KeyState", Shapes.KEY_STATE, key -> key.state().wireName()),
          member("DeletionDate", Shapes.DATE, KeyMetadata::deletionDate),
          member("Origin", Shapes.ORIGIN, key -> AWS_KMS),
          member("KeyManager", Shapes.KEY_MANAGER, key -> key.manager().name()),
          member("CustomerMasterKeySpec", Shapes.MASTER_KEY_SPEC, key -> SYMMETRIC),
          member("KeySpec", Shapes.KEY_SPEC, key -> SYMMETRIC),
          member("EncryptionAlgorithms", Shape.list(Shapes.ALGORITHM), key -> List.of(SYMMETRIC)),
          member("MultiRegion", Shapes.FLAG, key -> false),
          member("CurrentKeyMaterialId", Shapes.MATERIAL_ID, KeyMetadata::materialId));

  private KeyMetadata() {}

  private static String materialId(Key key) {
    return key.identity().owner(key.newest().version()).materialId();
  }

  private static @Nullable Instant deletionDate(Key key) {
    return key.state() instanceof KeyState.PendingDeletion(Instant date, int _) ? date : null;
  }
}
