package io.strongroom.core.key;

/**
 * Decides whether Secrets Manager may use a key on a caller's behalf. It is asked at each use, with
 * the caller's own permissions and {@code kms:ViaService}.
 */
@FunctionalInterface
public interface KeyPermissions {

  /** Tells whether the use is allowed. */
  boolean permit(KeyUse use);

  /** Returns permissions by which every principal may use the keys of its own account. */
  static KeyPermissions ownAccount() {
    return use -> use.user().principal().account().equals(use.key().account());
  }
}
