package io.strongroom.api.iam;

import io.strongroom.iam.AccessKey;

/** The status of access keys in the words of the service model. */
final class KeyStatus {
  private static final String ACTIVE = "Active";
  private static final String INACTIVE = "Inactive";

  private KeyStatus() {}

  /** Returns the word for the status of a key. */
  static String shown(AccessKey key) {
    return switch (key.status()) {
      case ACTIVE -> ACTIVE;
      case INACTIVE -> INACTIVE;
    };
  }

  /**
   * Returns the status that a word stands for.
   *
   * @throws ServiceException InvalidInput for {@code Expired}, which nobody can ask for
   */
  static AccessKey.Status parse(String word) {
    return switch (word) {
      case ACTIVE -> AccessKey.Status.ACTIVE;
      case INACTIVE -> AccessKey.Status.INACTIVE;
      default -> throw Refusals.invalid("The status of an access key is Active or Inactive.");
    };
  }
}
