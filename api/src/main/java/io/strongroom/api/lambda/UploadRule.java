package io.strongroom.api.lambda;

/**
 * What the operator lets callers upload.
 *
 * @param mode whether code may be uploaded at all
 * @param maxAccountBytes the most that the code of all functions of an account may take, in bytes
 */
public record UploadRule(Mode mode, long maxAccountBytes) {

  /** Whether code may be uploaded. */
  public enum Mode {
    /** By whoever has the permission. */
    ON,
    /** By nobody. */
    OFF
  }
}
