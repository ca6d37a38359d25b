package io.strongroom.api;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.ShapeWriter;
import io.strongroom.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The JSON 1.1 protocol, in which {@code X-Amz-Target} names the operation. Source: Smithy, "AWS
 * JSON 1.1 protocol".
 */
public record JsonProtocol() implements Protocol {
  private static final int TYPICAL_ANSWER = 1_024;
  private static final int ROOM_BESIDE_TEXT = 128;

  @Override
  public <T> WireResponse answer(
      String operation, @Nullable OutputStructure<T> shape, T value, String requestId) {
    JsonOut json = new JsonOut(shape == null ? 0 : TYPICAL_ANSWER);
    if (shape != null) {
      ShapeWriter.write(shape, value, json);
    }
    return new WireResponse(200, WireResponse.JSON, requestId, json.bytes(), json.length());
  }

  @Override
  public WireResponse refusal(ErrorCode code, String text, String requestId) {
    return refusal(code.status(), code.wireName(), code.body(), text, requestId);
  }

  @Override
  public String nameOf(ErrorCode code) {
    return code.wireName();
  }

  @Override
  public WireResponse internalFailure(String requestId) {
    return refusal(500, "InternalFailure", ErrorCode.Body.FRAMEWORK, "", requestId);
  }

  /** Returns the answer for an error by its parts; one without text has only its type. */
  WireResponse refusal(
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
