package io.strongroom.api.lambda;

import io.strongroom.core.error.ServiceException;
import java.util.Set;

/** The runtimes that functions can have here; whether one is installed shows when it runs. */
final class Runtimes {
  private static final Set<String> OFFERED =
      Set.of(
          "python3.8",
          "python3.9",
          "python3.10",
          "python3.11",
          "python3.12",
          "python3.13",
          "python3.14",
          "nodejs18.x",
          "nodejs20.x",
          "nodejs22.x",
          "nodejs24.x",
          "java11",
          "java17",
          "java21",
          "java25",
          "provided.al2",
          "provided.al2023");

  private Runtimes() {}

  /**
   * Refuses a runtime that is not offered.
   *
   * @throws ServiceException InvalidParameterValueException
   */
  static void require(String runtime) {
    if (!OFFERED.contains(runtime)) {
      throw Refusals.invalid(
          "The runtime parameter of " + runtime + " is not supported by this server.");
    }
  }
}
