package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Marks where lists go on. A marker belongs to its account, region, operation and parameters. */
final class Markers {
  private final PageTokens tokens;

  Markers(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * One page of a list.
   *
   * @param marker where the next page begins, or null if this is the last one
   */
  record Page<T>(List<T> items, @Nullable String marker) {
    boolean truncated() {
      return marker != null;
    }
  }

  /** What a list is of, and where the page begins. */
  record Request(int limit, @Nullable String marker, String operation, String of, Call call) {
    private String bound() {
      return String.join("\n", "kms", operation, call.account().digits(), call.region().name(), of);
    }
  }

  /**
   * Returns the name behind which the page begins; empty for the first page.
   *
   * @throws ServiceException InvalidMarkerException
   */
  String after(Request request) {
    String marker = request.marker();
    if (marker == null) {
      return "";
    }
    try {
      return tokens.position(marker, request.bound()).name();
    } catch (ServiceException e) {
      throw new ServiceException(ErrorCode.INVALID_MARKER, "Invalid marker");
    }
  }

  /**
   * Makes a page.
   *
   * @param found the items behind the marker, one more than fit if there are more
   * @param name what the list is ordered by
   */
  <T> Page<T> page(Request request, List<T> found, Function<T, String> name) {
    if (found.size() <= request.limit()) {
      return new Page<>(found, null);
    }
    List<T> page = found.subList(0, request.limit());
    Scan.Position position = new Scan.Position(0, name.apply(page.getLast()));
    return new Page<>(page, tokens.token(position, request.bound()));
  }

  /** Makes a page of a list that is in memory, in the order of {@code name}. */
  <T> Page<T> pageOf(Request request, List<T> all, Function<T, String> name) {
    String after = after(request);
    List<T> behind =
        all.stream()
            .filter(item -> name.apply(item).compareTo(after) > 0)
            .sorted(java.util.Comparator.comparing(name))
            .limit(request.limit() + 1L)
            .toList();
    return page(request, behind, name);
  }
}
