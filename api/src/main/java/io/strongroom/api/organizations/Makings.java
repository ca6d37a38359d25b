package io.strongroom.api.organizations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.keys.Entropy;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes accounts, and tells what became of the requests to. What was made is told by the account
 * that is there; of those that failed the last {@value #MAX_FAILED} are remembered, in memory.
 */
final class Makings {
  private static final int MAX_FAILED = 1_000;
  private static final int FAILED_ID_LENGTH = 16;

  private final Organization organization;
  private final Entropy entropy;
  private final Cache<String, Making> failed =
      Caffeine.newBuilder().maximumSize(MAX_FAILED).executor(Runnable::run).build();

  Makings(Organization organization, Entropy entropy) {
    this.organization = organization;
    this.entropy = entropy;
  }

  /** How a request to make an account stands. It is done as soon as it is asked for. */
  enum State {
    /** The account is there. */
    SUCCEEDED,
    /** There is no account. */
    FAILED
  }

  /**
   * A request to make an account.
   *
   * @param account the number of the account, or null
   * @param failure why there is none, or null
   */
  record Making(
      String id,
      String name,
      State state,
      Instant requested,
      @Nullable String account,
      @Nullable String failure) {

    static Making of(Account account) {
      return new Making(
          Organization.makingId(account.id()),
          account.name(),
          State.SUCCEEDED,
          account.joined(),
          account.id().digits(),
          null);
    }
  }

  /**
   * Makes an account, or says why not.
   *
   * @param recording makes the record of the call that is answered so
   */
  Making make(
      Account management,
      String name,
      String email,
      String roleName,
      Instant now,
      Function<Making, @Nullable AuditRecord> recording) {
    return switch (organization.make(
        management, name, email, roleName, now, made -> recording.apply(Making.of(made)))) {
      case Organization.Making.Made(Account account) -> Making.of(account);
      case Organization.Making.EmailTaken _ -> {
        String id = "car-" + HexFormat.of().formatHex(entropy.bytes(FAILED_ID_LENGTH));
        Making making = new Making(id, name, State.FAILED, now, null, "EMAIL_ALREADY_EXISTS");
        failed.put(id, making);
        yield making;
      }
    };
  }

  /** Returns the request of that id, or null. */
  @Nullable Making find(String id) {
    Making remembered = failed.getIfPresent(id);
    if (remembered != null) {
      return remembered;
    }
    Account made = organization.madeBy(id);
    return made == null || made.standing() == Account.Standing.MANAGEMENT ? null : Making.of(made);
  }

  /** Returns the failed requests that are remembered, in the order of their ids. */
  List<Making> failed() {
    return failed.asMap().values().stream().sorted(Comparator.comparing(Making::id)).toList();
  }

  /** Returns the requests that made accounts, in the order of the accounts' numbers. */
  List<Making> made(@Nullable AccountId after, int limit) {
    return organization.list(after, limit).stream()
        .filter(account -> account.standing() != Account.Standing.MANAGEMENT)
        .map(Making::of)
        .toList();
  }
}
