package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.User;
import org.jspecify.annotations.Nullable;

/**
 * An access key as requests name it that change it.
 *
 * @param userName whose key; null for the caller's own
 */
record NamedKey(@Nullable String userName, String accessKeyId) {

  /** Returns what the caller must be allowed to touch: the user. */
  Permission permission(Directory directory, Call call) {
    return CallersUser.permission(directory, call, userName);
  }

  /**
   * Returns the key.
   *
   * @throws ServiceException NoSuchEntity if there is none, or it is that of another user
   */
  AccessKey require(Directory directory, Call call) {
    User user = CallersUser.find(directory, call, userName);
    AccessKey key = directory.key(accessKeyId);
    if (key == null || !key.owner().equals(CallersUser.ownerId(user, call))) {
      throw noSuch(accessKeyId);
    }
    return key;
  }

  /** Says that there is no such key. */
  static ServiceException noSuch(String accessKeyId) {
    return Refusals.noSuchEntity(
        "The Access Key with id %s cannot be found.".formatted(accessKeyId));
  }
}
