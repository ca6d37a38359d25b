package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The query of a request of the REST protocol, decoded.
 *
 * @param parameters names and values in the order in which they came
 */
record RestQuery(List<Parameter> parameters) {

  /** One name and its value. */
  record Parameter(String name, String value) {}

  /**
   * Reads what follows the first question mark of a target. That it is well-formed, the signature
   * has been verified over.
   *
   * @throws ServiceException SerializationException for what is not UTF-8
   */
  static RestQuery parse(String target) {
    List<Parameter> parameters = new ArrayList<>();
    int mark = target.indexOf('?');
    if (mark >= 0 && mark < target.length() - 1) {
      for (String pair : target.substring(mark + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(decoded(name), decoded(value)));
      }
    }
    return new RestQuery(parameters);
  }

  /** Returns all values under a name. */
  List<String> all(String name) {
    return parameters.stream()
        .filter(each -> each.name().equals(name))
        .map(Parameter::value)
        .toList();
  }

  /**
   * Returns a text without its escapes.
   *
   * @throws ServiceException SerializationException for a broken escape and what is not UTF-8
   */
  static String decoded(String escaped) {
    try {
      String bytes = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ServiceException(ErrorCode.SERIALIZATION, "");
    }
  }
}
