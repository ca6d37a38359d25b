package io.strongroom.iam.directory;

import io.strongroom.keys.Entropy;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of identities. Names are unique within a kind and account, ignoring case.
 *
 * <p>Source: IAM User Guide, "IAM identifiers", "Unique identifiers"; name lengths are those of the
 * service model of 2010-05-08.
 */
public enum Kind {
  /** Somebody with lasting credentials. */
  USER("user", "AIDA", 64, User.class),
  /** A set of users, which carries policies and is never a principal. */
  GROUP("group", "AGPA", 128, Group.class),
  /** Permissions that others take on for a while. */
  ROLE("role", "AROA", 64, Role.class),
  /** A policy that stands alone and is attached to others. */
  POLICY("policy", "ANPA", 128, ManagedPolicy.class),
  /** An OpenID Connect issuer whose tokens are accepted. It has no unique id but its ARN. */
  OIDC_PROVIDER("oidc-provider", "", 255, OidcProvider.class);

  /** Of how many characters a unique id consists after its prefix. */
  static final int RANDOM_LENGTH = 17;

  static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final String resource;
  private final String prefix;
  private final int maxNameLength;
  private final Class<? extends Identity> type;

  Kind(String resource, String prefix, int maxNameLength, Class<? extends Identity> type) {
    this.resource = resource;
    this.prefix = prefix;
    this.maxNameLength = maxNameLength;
    this.type = type;
  }

  /** Returns the first word of the resource part of an ARN, such as {@code user}. */
  public String resource() {
    return resource;
  }

  /** Returns the longest name, in characters. */
  public int maxNameLength() {
    return maxNameLength;
  }

  /** Returns the kind whose ARNs have this first word, or null. */
  public static @Nullable Kind of(String resource) {
    for (Kind kind : values()) {
      if (kind.resource.equals(resource)) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the kind of a class of identities. */
  static Kind of(Class<? extends Identity> type) {
    for (Kind kind : values()) {
      if (kind.type == type) {
        return kind;
      }
    }
    throw new IllegalArgumentException(type.getSimpleName() + " is of no one kind");
  }

  /**
   * Draws a new unique id.
   *
   * @throws IllegalStateException for {@link #OIDC_PROVIDER}, which has none
   */
  public String newId(Entropy entropy) {
    if (prefix.isEmpty()) {
      throw new IllegalStateException("identity providers have no unique id");
    }
    return idOf(entropy.bytes(RANDOM_LENGTH));
  }

  /** The alphabet has a power of two of characters, so the low bits of a random byte are fair. */
  String idOf(byte[] bytes) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      id.append(ALPHABET.charAt((bytes[i] & 0xff) % ALPHABET.length()));
    }
    return id.toString();
  }

  /** Tells whether {@code id} has the form of a unique id of this kind. */
  boolean isId(String id) {
    if (id.length() != prefix.length() + RANDOM_LENGTH || !id.startsWith(prefix)) {
      return false;
    }
    for (int i = prefix.length(); i < id.length(); i++) {
      if (ALPHABET.indexOf(id.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
