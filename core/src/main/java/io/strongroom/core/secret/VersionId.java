package io.strongroom.core.secret;

/**
 * The id of one version of a secret: the ClientRequestToken of the request that made it.
 *
 * <p>Callers choose ids, and a secret can have thousands. Ids have an order so that a hash table
 * stays quick with ids that were chosen to collide (requirement DOS-5).
 *
 * @param text {@value #MIN_LENGTH} to {@value #MAX_LENGTH} characters (code points) of any kind;
 *     the wire shapes check requests against these bounds
 */
public record VersionId(String text) implements Comparable<VersionId> {

  /** The shortest id, in characters. Source: service model, {@code ClientRequestTokenType}. */
  public static final int MIN_LENGTH = 32;

  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 64;

  /** Refuses other lengths with an {@link IllegalArgumentException}. */
  public VersionId {
    int length = text.codePointCount(0, text.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException("a version id has 32 to 64 characters");
    }
  }

  @Override
  public int compareTo(VersionId other) {
    return text.compareTo(other.text);
  }

  /** Returns the id itself. */
  @Override
  public String toString() {
    return text;
  }
}
