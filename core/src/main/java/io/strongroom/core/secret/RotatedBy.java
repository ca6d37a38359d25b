package io.strongroom.core.secret;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Who takes the steps of a secret's rotations. */
public sealed interface RotatedBy {

  /**
   * A function of Lambda.
   *
   * @param arn the function, as RotateSecret was given it
   */
  record Function(String arn) implements RotatedBy {}

  /**
   * This server itself, with the rotator for the secret's type: for secrets of partners.
   *
   * @param role the ARN of the role that the rotator acts as
   * @param metadata what the partner's rotation needs to know beside the value, in order
   */
  record Partner(String role, SequencedMap<String, String> metadata) implements RotatedBy {

    /** The most entries of the metadata; the partners that are published take four at most. */
    public static final int MAX_METADATA = 50;

    /** Copies the map. */
    public Partner {
      metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
    }
  }
}
