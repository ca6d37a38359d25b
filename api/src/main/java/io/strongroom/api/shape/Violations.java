package io.strongroom.api.shape;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects every broken constraint of a request, so that one answer names them all.
 *
 * <p>Source: the text is the common front end's; see COMPATIBILITY for what is known of its order.
 */
final class Violations {

  /** More violations than this are counted and not spelled out. */
  private static final int MAX_SPELLED = 50;

  private final List<String> texts = new ArrayList<>(0);
  private final List<String> textsWithoutValues = new ArrayList<>(0);
  private int count;

  /** Adds one violation by a value that may be shown. */
  void add(Object value, String path, String constraint) {
    addText("Value '" + value + "' at '" + path + "'", path, constraint);
  }

  /** Adds one violation by a value that is secret. */
  void addSecret(String path, String constraint) {
    addText(at(path), path, constraint);
  }

  /** Adds the absence of a required member. */
  void addMissing(String path) {
    addText("Value null at '" + path + "'", path, "Member must not be null");
  }

  private static String at(String path) {
    return "Value at '" + path + "'";
  }

  private void addText(String subject, String path, String constraint) {
    count++;
    if (texts.size() < MAX_SPELLED) {
      texts.add(subject + " failed to satisfy constraint: " + constraint);
      textsWithoutValues.add(at(path) + " failed to satisfy constraint: " + constraint);
    }
  }

  /** Throws a ValidationException if there was any violation. */
  void throwIfAny() {
    if (count > 0) {
      String head =
          count == 1 ? "1 validation error detected: " : count + " validation errors detected: ";
      throw ServiceException.quoting(
          ErrorCode.VALIDATION,
          head + String.join("; ", texts),
          head + String.join("; ", textsWithoutValues));
    }
  }
}
