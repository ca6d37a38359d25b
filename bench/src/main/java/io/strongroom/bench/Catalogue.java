package io.strongroom.bench;

import java.util.List;
import java.util.Locale;

/**
 * The secrets of a store for measuring, each of which follows from its index: names in four
 * patterns that are seen in real accounts, three tags and a description. So whoever sends requests
 * knows what there is without asking.
 *
 * <p>All names begin with {@code bench/}, since the policies of the measuring user are about those.
 */
final class Catalogue {
  private static final List<String> STAGES = List.of("prod", "staging", "test", "dev");
  private static final List<String> SERVICES =
      List.of(
          "Payments",
          "Billing",
          "Search",
          "Ledger",
          "Catalog",
          "Shipping",
          "Identity",
          "Reports",
          "Gateway",
          "Inbox",
          "Pricing",
          "Stock",
          "Loyalty",
          "Fraud",
          "Media",
          "Metrics");
  private static final List<String> PARTS =
      List.of("database", "broker", "cache", "partner", "mail", "storage", "webhook", "license");
  private static final List<String> KINDS = List.of("password", "token", "key pair", "certificate");

  /** Every so many secrets share an owner, a tag that few others have. */
  private static final int OF_OWNER = 50;

  /** Every so many secrets, one has a resource policy. */
  private static final int GUARDED = 100;

  /** Every so many secrets, one is scheduled for deletion. */
  private static final int LEAVING = 500;

  /** Which one of {@link #LEAVING} that is; not one that is read. */
  private static final int LEAVES = 499;

  private Catalogue() {}

  /**
   * Returns the name of a secret: index 1,234 is {@code bench/loyalty/test/cache/password-1234}.
   */
  static String name(int index) {
    String service = service(index);
    String lower = service.toLowerCase(Locale.ROOT);
    String stage = stage(index);
    String part = part(index);
    return switch (index % 4) {
      case 0 -> "bench/%s/%s/%s-%d".formatted(stage, lower, part, index);
      case 1 -> "bench/%sService/%sKey%d".formatted(service, capital(part), index);
      case 2 -> "bench/%s/%s/%s/password-%d".formatted(lower, stage, part, index);
      default -> "bench/%s_%s_%s.%d".formatted(stage, lower, part, index);
    };
  }

  /** Returns a description of about ten words, one of which no other secret has. */
  static String description(int index) {
    return "The %s for the %s of %s in %s, ticket OPS-%d"
        .formatted(
            KINDS.get(index / 3 % KINDS.size()), part(index), service(index), stage(index), index);
  }

  /** Returns the value of the tag {@code stage}. */
  static String stage(int index) {
    return STAGES.get(index / 16 % STAGES.size());
  }

  /** Returns the value of the tag {@code service}. */
  static String service(int index) {
    return SERVICES.get(index % SERVICES.size());
  }

  /** Returns the value of the tag {@code owner}: of fifty secrets the same. */
  static String owner(int index) {
    return "team-" + index / OF_OWNER;
  }

  /** Tells whether a secret has a resource policy. */
  static boolean isGuarded(int index) {
    return index % GUARDED == 0;
  }

  /** Tells whether a secret is scheduled for deletion, so that it cannot be read. */
  static boolean isLeaving(int index) {
    return index % LEAVING == LEAVES;
  }

  private static String part(int index) {
    return PARTS.get(index / 64 % PARTS.size());
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
