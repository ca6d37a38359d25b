package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.core.filter.Filter;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists secrets by filters, a page at a time, with a bound on the work of one request. */
final class SecretListing {

  /** How many secrets one request looks at; a page may be short then, and has a token. */
  private static final int MAX_SCANNED = 10_000;

  /** How many secrets are fetched at a time when a filter decides on each. */
  private static final int STRIDE = 500;

  private final SecretStore store;
  private final AccessDays accesses;
  private final PageTokens tokens;

  SecretListing(SecretStore store, AccessDays accesses, PageTokens tokens) {
    this.store = store;
    this.accesses = accesses;
    this.tokens = tokens;
  }

  /** Secrets of one page and the token of the next, or null behind the last. */
  record Page(List<Secret> secrets, @Nullable String nextToken) {}

  /** What is listed in what order, but for the place where the page begins. */
  record Query(
      String operation,
      List<Filter> filters,
      Scan.Deletions deletions,
      Scan.SortBy sortBy,
      Scan.Direction direction) {

    /** Returns a text that differs whenever the query does; tokens are bound to it. */
    private String fingerprint(Call call) {
      StringBuilder text = new StringBuilder();
      for (Object part :
          List.of(call.account(), call.region(), operation, deletions, sortBy, direction)) {
        text.append(part).append('\n');
      }
      for (Filter filter : filters) {
        text.append(filter.key()).append('\n').append(filter.values().size());
        filter.values().forEach(value -> text.append('\n').append(value));
        text.append('\n');
      }
      return text.toString();
    }
  }

  /**
   * Returns the page of at most {@code limit} secrets that {@code token} points at.
   *
   * @throws ServiceException InvalidNextTokenException if the token belongs to another query
   */
  Page page(Query query, int limit, @Nullable String token, Call call) {
    String fingerprint = query.fingerprint(call);
    Scan.Position after = token == null ? null : tokens.position(token, fingerprint);
    boolean everyOne = isNamePrefixAlone(query.filters());
    int stride = everyOne ? limit + 1 : Math.max(STRIDE, limit + 1);
    Scan scan =
        new Scan(
                call.account(),
                call.region(),
                namePrefix(query.filters()),
                query.deletions(),
                query.sortBy(),
                query.direction(),
                after,
                stride)
            .having(requiredWords(query.filters()));
    List<Secret> found = new ArrayList<>(limit);
    int scanned = 0;
    Scan.Position last = after;
    while (true) {
      List<Secret> next = store.scan(scan);
      for (Secret secret : next) {
        if (found.size() == limit || scanned == MAX_SCANNED) {
          return new Page(found, tokens.token(Objects.requireNonNull(last), fingerprint));
        }
        scanned++;
        last = Scan.Position.of(secret, query.sortBy());
        if (matches(secret, query.filters())) {
          found.add(accesses.seenIn(secret));
        }
      }
      if (next.size() < stride) {
        return new Page(found, null);
      }
      scan = scan.after(Objects.requireNonNull(last));
    }
  }

  private static boolean matches(Secret secret, List<Filter> filters) {
    for (Filter filter : filters) {
      if (!filter.matches(secret)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the prefix of the scan lets through exactly what the filters do. */
  private static boolean isNamePrefixAlone(List<Filter> filters) {
    return filters.isEmpty()
        || (filters.size() == 1 && filters.getFirst().requiredNamePrefixes().size() == 1);
  }

  private static List<List<String>> requiredWords(List<Filter> filters) {
    return filters.stream().map(Filter::requiredWords).filter(Objects::nonNull).toList();
  }

  /** Returns the longest prefix that some filter demands of every name. */
  private static String namePrefix(List<Filter> filters) {
    String longest = "";
    for (Filter filter : filters) {
      List<String> prefixes = filter.requiredNamePrefixes();
      if (prefixes.size() == 1 && prefixes.getFirst().length() > longest.length()) {
        longest = prefixes.getFirst();
      }
    }
    return longest;
  }
}
