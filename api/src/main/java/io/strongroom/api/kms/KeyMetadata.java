package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

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
          shown("AWSAccountId", Shapes.ACCOUNT_ID, key -> key.account().digits()),
          shown("KeyId", Shapes.KEY_ID, Key::id),
          shown("Arn", Shapes.ARN, Key::arn),
          shown("CreationDate", Shapes.DATE, Key::created),
          shown("Enabled", Shapes.FLAG, Key::isEnabled),
          member("Description", Shapes.DESCRIPTION, Key::description),
          shown("KeyUsage", Shapes.KEY_USAGE, key -> ENCRYPT_DECRYPT),
          shown("KeyState", Shapes.KEY_STATE, key -> key.state().wireName()),
          shown("DeletionDate", Shapes.DATE, KeyMetadata::deletionDate),
          shown("Origin", Shapes.ORIGIN, key -> AWS_KMS),
          shown("KeyManager", Shapes.KEY_MANAGER, key -> key.manager().name()),
          shown("CustomerMasterKeySpec", Shapes.MASTER_KEY_SPEC, key -> SYMMETRIC),
          shown("KeySpec", Shapes.KEY_SPEC, key -> SYMMETRIC),
          shown("EncryptionAlgorithms", Shape.list(Shapes.ALGORITHM), key -> List.of(SYMMETRIC)),
          shown("MultiRegion", Shapes.FLAG, key -> false),
          shown("CurrentKeyMaterialId", Shapes.MATERIAL_ID, KeyMetadata::materialId));

  private KeyMetadata() {}

  private static String materialId(Key key) {
    return key.identity().owner(key.newest().version()).materialId();
  }

  private static @Nullable Instant deletionDate(Key key) {
    return key.state() instanceof KeyState.PendingDeletion(Instant date, int _) ? date : null;
  }
}
