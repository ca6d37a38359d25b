package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks where lists of functions go on. A marker belongs to its account and region. */
final class Markers {
  private final PageTokens tokens;

  Markers(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Returns the name behind which a page begins; empty for the first page.
   *
   * @throws ServiceException InvalidParameterValueException
   */
  String after(@Nullable String marker, Call call) {
    if (marker == null || marker.isEmpty()) {
      return "";
    }
    try {
      return tokens.position(marker, bound(call)).name();
    } catch (ServiceException e) {
      throw Refusals.invalid("The marker is invalid.");
    }
  }

  /** Returns the marker for going on behind a name. */
  String behind(String name, Call call) {
    return tokens.token(new Scan.Position(0, name), bound(call));
  }

  private static String bound(Call call) {
    return String.join(
        "\n", List.of("lambda", "functions", call.account().digits(), call.region().name()));
  }
}
