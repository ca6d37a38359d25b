package io.strongroom.api.secrets;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.PartnerFormat;
import io.strongroom.core.secret.SecretValue;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests to the formats of partners that {@code Type} names. The texts of these refusals
 * are not published, see COMPATIBILITY.
 */
final class PartnerTypes {
  private PartnerTypes() {}

  /**
   * Returns the type that a request names, or null if it names none.
   *
   * @throws ServiceException InvalidParameterException if no partner is known by it
   */
  static @Nullable String known(@Nullable String type) {
    if (type == null || type.isEmpty()) {
      return null;
    }
    if (PartnerFormat.of(type) == null) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER, "The specified secret type is not supported.");
    }
    return type;
  }

  /**
   * Refuses a value that is not of the form that its secret's type asks for. The message names
   * members, and shows nothing of the value.
   *
   * @param type the type, or null for a secret of no partner
   * @param value the value, or null if none is given
   * @throws ServiceException InvalidParameterException
   */
  static void requireForm(@Nullable String type, @Nullable SecretValue value) {
    PartnerFormat format = type == null ? null : PartnerFormat.of(type);
    if (format != null && value != null && !format.fits(value)) {
      String members = String.join(", ", format.required());
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "The secret value must be a JSON object in the format of %s%s."
              .formatted(type, members.isEmpty() ? "" : ", with the keys " + members));
    }
  }
}
