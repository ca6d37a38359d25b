package io.strongroom.api.shape;

/**
 * One member of a request.
 *
 * @param name the name on the wire
 * @param trace what the audit log keeps of it: nothing, unless its declaration says so
 */
public record InputMember<V>(String name, Shape<V> shape, Presence presence, Trace trace) {

  /** Whether a member may be left out. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** What the audit log keeps of a member. */
  public enum Trace {
    /** Nothing. */
    NONE,
    /** Its value; of a structure those of its members that are kept. */
    VALUE,
    /** A keyed hash of its value, by which two requests can be told to have the same. */
    HASH
  }

  /** Refuses to leave a trace of a secret with an {@link IllegalArgumentException}. */
  public InputMember {
    boolean plain = trace == Trace.HASH ? shape instanceof Shape.Text : shape.isRecordable();
    if (trace != Trace.NONE && !plain) {
      throw new IllegalArgumentException(name + " leaves no trace");
    }
  }

  /** A member that every request must have. */
  public static <V> InputMember<V> required(String name, Shape<V> shape) {
    return new InputMember<>(name, shape, Presence.REQUIRED, Trace.NONE);
  }

  /** A member that a request may have. */
  public static <V> InputMember<V> optional(String name, Shape<V> shape) {
    return new InputMember<>(name, shape, Presence.OPTIONAL, Trace.NONE);
  }

  /** Returns the member as one whose values the audit log keeps. */
  public InputMember<V> shown() {
    return new InputMember<>(name, shape, presence, Trace.VALUE);
  }

  /** Returns the member as one of whose values the audit log keeps a keyed hash. */
  public InputMember<V> hashed() {
    return new InputMember<>(name, shape, presence, Trace.HASH);
  }

  /** Returns the name as error texts and audit records spell it: with a small first letter. */
  String pathName() {
    return Shape.decapitalized(name);
  }
}
