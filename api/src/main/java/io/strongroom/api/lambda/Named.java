package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.shape.InputValues;
import org.jspecify.annotations.Nullable;

/** A request that does nothing but name a function. */
record Named(String name, @Nullable String qualifier) {

  static Named read(InputValues in) {
    return new Named(in.require(Members.NAMESPACED_NAME), in.get(Members.QUALIFIER));
  }

  /** Returns what is named. */
  FunctionRef ref(Call call) {
    return FunctionRef.parse(name, qualifier, call);
  }
}
