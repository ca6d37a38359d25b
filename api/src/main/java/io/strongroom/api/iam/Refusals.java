package io.strongroom.api.iam;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;

/**
 * The refusals that several operations share, with the texts that callers of AWS know. Texts that
 * no documentation has are listed in COMPATIBILITY.
 */
final class Refusals {
  private Refusals() {}

  /** NoSuchEntity for a user, group or role. */
  static ServiceException noSuch(String kind, String name) {
    return noSuchEntity("The %s with name %s cannot be found.".formatted(kind, name));
  }

  /** NoSuchEntity with any text. */
  static ServiceException noSuchEntity(String text) {
    return new ServiceException(ErrorCode.NO_SUCH_ENTITY, text);
  }

  /** EntityAlreadyExists for a user, group or role. */
  static ServiceException taken(String kind, String name) {
    return new ServiceException(
        ErrorCode.ENTITY_ALREADY_EXISTS, "%s with name %s already exists.".formatted(kind, name));
  }

  /** LimitExceeded for one of the quotas. */
  static ServiceException quota(String name, int most) {
    return limit("Cannot exceed quota for %s: %d".formatted(name, most));
  }

  /** LimitExceeded with any text. */
  static ServiceException limit(String text) {
    return new ServiceException(ErrorCode.LIMIT_EXCEEDED, text);
  }

  /** DeleteConflict with any text. */
  static ServiceException conflict(String text) {
    return new ServiceException(ErrorCode.DELETE_CONFLICT, text);
  }

  /** InvalidInput with any text. */
  static ServiceException invalid(String text) {
    return new ServiceException(ErrorCode.INVALID_INPUT, text);
  }

  /** InvalidInput for a text that is not the ARN of what it should name. */
  static ServiceException invalidArn(String arn) {
    return invalid("ARN %s is not valid.".formatted(arn));
  }
}
