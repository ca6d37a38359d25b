package io.strongroom.api.shape;

import java.util.List;
import java.util.function.Function;

/**
 * A structure of a request: its members, and how their values become a Java object.
 *
 * @param name the name of the shape in the service model
 * @param members the members in the order of the model
 * @param maker makes the object once every constraint of every member holds; it may refuse what the
 *     model allows with a {@link io.strongroom.core.error.ServiceException}
 */
public record InputStructure<T>(
    String name, List<InputMember<?>> members, Function<InputValues, T> maker) implements Shape<T> {

  /** Puts a structure together. */
  public static <T> InputStructure<T> of(
      String name, Function<InputValues, T> maker, InputMember<?>... members) {
    return new InputStructure<>(name, List.of(members), maker);
  }

  /** Returns the place of the member of that name, or -1. */
  int indexOf(String memberName) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(memberName)) {
        return i;
      }
    }
    return -1;
  }
}
