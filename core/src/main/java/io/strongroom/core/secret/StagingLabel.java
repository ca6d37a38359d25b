package io.strongroom.core.secret;

/**
 * A staging label: a case-sensitive mark that is on at most one version of a secret.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters (code points)
 */
public record StagingLabel(String text) {

  /** The longest label, in characters. Source: service model, {@code SecretVersionStageType}. */
  public static final int MAX_LENGTH = 256;

  /** The version that readers get when they name none. */
  public static final StagingLabel CURRENT = new StagingLabel("AWSCURRENT");

  /** The version that a running rotation is preparing. */
  public static final StagingLabel PENDING = new StagingLabel("AWSPENDING");

  /** The version that was current before. */
  public static final StagingLabel PREVIOUS = new StagingLabel("AWSPREVIOUS");

  /** Refuses other lengths with an {@link IllegalArgumentException}. */
  public StagingLabel {
    if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException("a staging label has 1 to 256 characters");
    }
  }

  /** Returns the label itself. */
  @Override
  public String toString() {
    return text;
  }
}
