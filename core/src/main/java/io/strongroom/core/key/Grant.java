package io.strongroom.core.key;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leave to use a key, given to one principal beside the key's policy.
 *
 * <p>Source: KMS developer guide, "Grants in AWS KMS".
 *
 * @param id 64 hexadecimal digits, unique in its key
 * @param name what the caller named it so that asking again makes no second one, or null
 * @param grantee who may use the key, as it was given
 * @param retiring who may retire the grant, or null
 * @param issuer the account that gave it
 * @param operations what is allowed, such as {@code Decrypt}
 */
public record Grant(
    String id,
    @Nullable String name,
    String grantee,
    @Nullable String retiring,
    String issuer,
    List<String> operations,
    Constraints constraints,
    Instant created) {

  /** How many grants a key has at most. The service allows more; they are kept in one record. */
  public static final int MAX_PER_KEY = 1_000;

  /** Takes a copy of the list. */
  public Grant {
    operations = List.copyOf(operations);
  }

  /**
   * The encryption contexts that a grant is good for.
   *
   * @param subset what the context must at least hold, or null
   * @param equal what the context must be, or null
   */
  public record Constraints(
      @Nullable Map<String, String> subset, @Nullable Map<String, String> equal) {

    /** Takes copies of the maps. */
    public Constraints {
      subset = subset == null ? null : Map.copyOf(subset);
      equal = equal == null ? null : Map.copyOf(equal);
    }

    /** Returns constraints that any context meets. */
    public static Constraints none() {
      return new Constraints(null, null);
    }

    /** Tells whether an encryption context meets them. */
    public boolean admit(Map<String, String> context) {
      return (subset == null || context.entrySet().containsAll(subset.entrySet()))
          && (equal == null || context.equals(equal));
    }
  }

  /** Tells whether the other gives the same leave, whatever its id and date. */
  public boolean isSameAs(Grant other) {
    return new Grant(
            id,
            other.name,
            other.grantee,
            other.retiring,
            other.issuer,
            other.operations,
            other.constraints,
            created)
        .equals(this);
  }
}
