package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure.Member;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.PageTokens;
import io.strongroom.core.store.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages. The marker of a page is bound to the account and the request. */
final class Pages {
  private static final long DEFAULT_PAGE = 100;

  private final PageTokens tokens;

  /** Makes markers that are authenticated by {@code tokens}. */
  Pages(PageTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Which page is asked for.
   *
   * @param limit how many items at most
   * @param marker where it begins, or null for the first
   */
  record Asked(int limit, @Nullable String marker) {

    /** Takes the page from a request. */
    static Asked of(InputValues in) {
      return new Asked(in.get(Members.MAX_ITEMS, DEFAULT_PAGE).intValue(), in.get(Members.MARKER));
    }
  }

  /**
   * A page.
   *
   * @param marker where the next page begins, or null if there is none
   */
  record Page<T>(List<T> items, @Nullable String marker) {

    /** Returns the page with each item shown in another form. */
    <R> Page<R> map(Function<T, R> shown) {
      return new Page<>(items.stream().map(shown).toList(), marker);
    }
  }

  /** Returns the members of an answer that tell of its page, and one for the items themselves. */
  static <O> List<Member<O, ?>> members(Member<O, ?> items, Function<O, Page<?>> page) {
    List<Member<O, ?>> all = new ArrayList<>();
    all.add(items);
    all.add(member("IsTruncated", Shapes.FLAG, out -> page.apply(out).marker() != null));
    all.add(member("Marker", Shapes.ANY_TEXT, out -> page.apply(out).marker()));
    return all;
  }

  /** Where items come from, in the order of their keys. */
  @FunctionalInterface
  interface Source<T> {
    /**
     * Returns items.
     *
     * @param after the key of the item to begin behind, or null to begin at the first
     * @param limit the most to return
     */
    List<T> items(@Nullable String after, int limit);
  }

  /** Returns a source of items that are sorted by a key already. */
  static <T> Source<T> sorted(List<T> items, Function<T, String> key) {
    return (after, limit) ->
        items.stream()
            .filter(item -> after == null || key.apply(item).compareTo(after) > 0)
            .limit(limit)
            .toList();
  }

  /**
   * Returns a page of items that are ordered by a key, and found again by it when others come and
   * go. Keys are short enough for a marker of 320 characters.
   *
   * @param request the operation and all that its list depends on
   */
  <T> Page<T> ordered(
      Source<T> source, Function<T, String> key, Asked asked, String request, Call call) {
    String bound = call.account() + "\n" + request;
    Scan.Position start = start(asked, bound);
    List<T> found = source.items(start == null ? null : start.name(), asked.limit() + 1);
    if (found.size() <= asked.limit()) {
      return new Page<>(found, null);
    }
    List<T> items = List.copyOf(found.subList(0, asked.limit()));
    Scan.Position end = new Scan.Position(0, key.apply(items.getLast()));
    return new Page<>(items, tokens.token(end, bound));
  }

  /** The same for the few items of one identity, which are counted. */
  <T> Page<T> counted(List<T> all, Asked asked, String request, Call call) {
    String bound = call.account() + "\n" + request;
    Scan.Position start = start(asked, bound);
    int from = start == null ? 0 : (int) Math.min(start.key(), all.size());
    int to = Math.min(from + asked.limit(), all.size());
    String marker = to == all.size() ? null : tokens.token(new Scan.Position(to, ""), bound);
    return new Page<>(List.copyOf(all.subList(from, to)), marker);
  }

  private Scan.@Nullable Position start(Asked asked, String bound) {
    String marker = asked.marker();
    if (marker == null) {
      return null;
    }
    try {
      return tokens.position(marker, bound);
    } catch (ServiceException e) {
      throw invalidMarker();
    }
  }

  private static ServiceException invalidMarker() {
    return new ServiceException(ErrorCode.VALIDATION, "Invalid Marker.");
  }
}
