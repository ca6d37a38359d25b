package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.shape.InputMember;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.FunctionArn;

/** What tags are on: functions only, of all that the model knows. */
final class Tagged {
  static final InputMember<String> RESOURCE =
      InputMember.required("Resource", Shapes.TAGGABLE).shown();
  static final String PATH = "/2017-03-31/tags/{Resource}";

  private Tagged() {}

  /**
   * Returns the function that is meant.
   *
   * @throws ServiceException ResourceNotFoundException for something else;
   *     InvalidParameterValueException for a version
   */
  static FunctionArn parse(String resource, Call call) {
    if (FunctionArn.parse(resource) == null) {
      throw new ServiceException(
          ErrorCode.LAMBDA_NOT_FOUND, "The resource you requested does not exist.");
    }
    FunctionRef ref = FunctionRef.parse(resource, null, call);
    if (ref.qualifier() != null) {
      throw Refusals.invalid(
          "Tags on function aliases and versions are not supported."
              + " Please specify a function ARN.");
    }
    return ref.arn();
  }
}
