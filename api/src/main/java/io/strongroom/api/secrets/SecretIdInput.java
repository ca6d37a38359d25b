package io.strongroom.api.secrets;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.secret.SecretId;

/** The input of operations that take a SecretId and nothing else. */
final class SecretIdInput {
  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();

  private SecretIdInput() {}

  /** Returns the shape under the name that the model gives it for one operation. */
  static InputStructure<SecretId> of(String name) {
    return InputStructure.of(name, in -> SecretId.parse(in.require(SECRET_ID)), SECRET_ID);
  }
}
