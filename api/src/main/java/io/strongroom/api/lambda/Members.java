package io.strongroom.api.lambda;

import io.strongroom.api.shape.InputMember;

/** The members that requests share. */
final class Members {
  static final InputMember<String> FUNCTION_NAME =
      InputMember.required("FunctionName", Shapes.FUNCTION_NAME).shown();
  static final InputMember<String> NAMESPACED_NAME =
      InputMember.required("FunctionName", Shapes.NAMESPACED_NAME).shown();
  static final InputMember<String> QUALIFIER =
      InputMember.optional("Qualifier", Shapes.QUALIFIER).shown();
  static final InputMember<String> REVISION_ID =
      InputMember.optional("RevisionId", Shapes.TEXT).shown();
  static final InputMember<String> MARKER = InputMember.optional("Marker", Shapes.TEXT);
  static final InputMember<Long> MAX_ITEMS =
      InputMember.optional("MaxItems", Shapes.MAX_ITEMS).shown();

  private Members() {}
}
