package io.strongroom.api.shape;

/**
 * One member of a request.
 *
 * @param name the name on the wire
 */
public record InputMember<V>(String name, Shape<V> shape, Presence presence) {

  /** Whether a member may be left out. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** A member that every request must have. */
  public static <V> InputMember<V> required(String name, Shape<V> shape) {
    return new InputMember<>(name, shape, Presence.REQUIRED);
  }

  /** A member that a request may have. */
  public static <V> InputMember<V> optional(String name, Shape<V> shape) {
    return new InputMember<>(name, shape, Presence.OPTIONAL);
  }

  /** Returns the name as error texts spell it: with a small first letter. */
  String pathName() {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
