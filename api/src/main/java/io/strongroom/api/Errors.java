package io.strongroom.api;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;

/** Writes refusals and failures as the service does. */
final class Errors {
  private static final int ROOM_BESIDE_TEXT = 128;

  private Errors() {}

  /** Returns the answer for an error; one without text has only its type. */
  static WireResponse answer(ServiceException error, String requestId) {
    ErrorCode code = error.code();
    return answer(code.status(), code.wireName(), code.body(), error.getMessage(), requestId);
  }

  /** Returns the answer for a fault of the server that no operation declares. */
  static WireResponse internalFailure(String requestId) {
    return answer(500, "InternalFailure", ErrorCode.Body.FRAMEWORK, "", requestId);
  }

  /** Returns the answer for an error by its parts. */
  static WireResponse answer(
      int status, String type, ErrorCode.Body body, String text, String requestId) {
    JsonOut json = new JsonOut(text.length() + ROOM_BESIDE_TEXT);
    json.raw('{');
    json.key("__type");
    json.text(type);
    if (!text.isEmpty()) {
      json.raw(',');
      json.key(body.textMember());
      json.text(text);
    }
    json.raw('}');
    return new WireResponse(status, WireResponse.JSON, requestId, json.bytes(), json.length());
  }
}
