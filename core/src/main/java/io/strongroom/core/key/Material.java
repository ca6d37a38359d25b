package io.strongroom.core.key;

import java.time.Instant;

/**
 * One version of a key's material, without the material. Old versions decrypt for ever.
 *
 * @param version counts the materials of the key, from 1
 * @param made when the key got it
 */
public record Material(int version, Instant made, Origin origin) {

  /** The version that a key begins with. */
  public static final int FIRST = 1;

  /** Why a key got a material. */
  public enum Origin {
    /** The key came into being with it. */
    CREATION,
    /** It was time, or the one before was used up. */
    AUTOMATIC,
    /** Somebody asked for it. */
    ON_DEMAND
  }
}
