package io.strongroom.api;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.XmlOut;
import io.strongroom.api.shape.XmlShapeWriter;
import io.strongroom.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The Query protocol: a form names the operation in {@code Action}, answers are XML. Source:
 * Smithy, "AWS query protocol".
 *
 * @param namespace the XML namespace of answers and errors, a URI that ends with a slash
 */
public record QueryProtocol(String namespace) implements Protocol {
  private static final String CONTENT_TYPE = "text/xml";
  private static final int TYPICAL_ANSWER = 1_024;

  @Override
  public <T> WireResponse answer(
      String operation, @Nullable OutputStructure<T> shape, T value, String requestId) {
    XmlOut xml = new XmlOut(TYPICAL_ANSWER);
    xml.openIn(operation + "Response", namespace);
    if (shape != null) {
      xml.open(operation + "Result");
      XmlShapeWriter.write(shape, value, xml);
      xml.close(operation + "Result");
    }
    xml.open("ResponseMetadata");
    xml.element("RequestId", requestId);
    xml.close("ResponseMetadata");
    xml.close(operation + "Response");
    return new WireResponse(200, CONTENT_TYPE, requestId, xml.bytes(), xml.length());
  }

  @Override
  public WireResponse refusal(ErrorCode code, String text, String requestId) {
    return refusal(code.queryStatus(), code.queryName(), reworded(code, text), requestId);
  }

  @Override
  public String nameOf(ErrorCode code) {
    return code.queryName();
  }

  @Override
  public WireResponse internalFailure(String requestId) {
    return refusal(500, "InternalFailure", "", requestId);
  }

  /** Two texts of the front end differ from those of the JSON protocol. */
  private static String reworded(ErrorCode code, String text) {
    return switch (code) {
      case MISSING_AUTHENTICATION_TOKEN -> "Request is missing Authentication Token";
      case UNRECOGNIZED_CLIENT -> "The security token included in the request is invalid";
      default -> text;
    };
  }

  private WireResponse refusal(int status, String code, String text, String requestId) {
    XmlOut xml = new XmlOut(TYPICAL_ANSWER);
    xml.openIn("ErrorResponse", namespace);
    xml.open("Error");
    xml.element("Type", status >= 500 ? "Receiver" : "Sender");
    xml.element("Code", code);
    if (!text.isEmpty()) {
      xml.element("Message", text);
    }
    xml.close("Error");
    xml.element("RequestId", requestId);
    xml.close("ErrorResponse");
    return new WireResponse(status, CONTENT_TYPE, requestId, xml.bytes(), xml.length());
  }
}
