package io.strongroom.api.secrets;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters of a request, held to the rules that the model does not state. */
final class RequestFilters {

  /** How many values all filters of a request can have together. */
  private static final int MAX_VALUES = 10;

  /** A filter as a request gave it; the model requires neither part. */
  record Given(@Nullable String key, @Nullable List<String> values) {}

  private RequestFilters() {}

  /**
   * Returns the filters.
   *
   * @throws ServiceException InvalidParameterException
   */
  static List<Filter> parse(List<Given> given) {
    List<Filter> filters = new ArrayList<>(given.size());
    int values = 0;
    for (Given filter : given) {
      if (filter.key() == null) {
        throw refusal("Invalid filter key");
      }
      if (filter.values() == null) {
        throw refusal("Invalid filter values for key: " + filter.key());
      }
      values += filter.values().size();
      Filter.Key key = Filter.Key.parse(filter.key()).orElseThrow();
      filters.add(Filter.of(key, filter.values()));
    }
    if (values > MAX_VALUES) {
      throw refusal("The filter list has too many filters. You can include up to 10 filters.");
    }
    return filters;
  }

  private static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, text);
  }
}
