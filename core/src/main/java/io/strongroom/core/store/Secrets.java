package io.strongroom.core.store;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.turn.Turns;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds secrets by what a request calls them, and runs the loop of every change. */
public final class Secrets {

  /**
   * How often a change is decided again because somebody else was faster. Each miss means that
   * another change of the same secret went through, so this many in a row is a very hot secret.
   */
  static final int MAX_ATTEMPTS = 100;

  private final SecretStore store;
  private final AccessDays accesses;
  private final Replicas replicas;
  private final Turns turns = new Turns();

  /** Changes secrets in {@code store}; replicas follow in the same commit. */
  public Secrets(SecretStore store, AccessDays accesses, Replicas replicas) {
    this.store = store;
    this.accesses = accesses;
    this.replicas = replicas;
  }

  /**
   * Finds the secret that {@code id} means for a caller in an account and region.
   *
   * @return the secret, or null: no such name, another suffix, or an ARN of another region
   */
  public @Nullable Secret find(SecretId id, AccountId caller, Region region) {
    return switch (id) {
      case SecretId.ByName(SecretName name) -> find(caller, region, name);
      case SecretId.ByPartialArn arn -> arn.region().equals(region) ? matching(arn) : null;
      case SecretId.ByArn arn -> arn.region().equals(region) ? matching(arn) : null;
    };
  }

  /** Finds a secret by its name. */
  public @Nullable Secret find(AccountId account, Region region, SecretName name) {
    return accesses.find(account, region, name);
  }

  private @Nullable Secret matching(SecretId.ByPartialArn arn) {
    if (!arn.partition().equals(SecretIdentity.partitionOf(arn.region()))) {
      return null;
    }
    return find(arn.account(), arn.region(), arn.name());
  }

  private @Nullable Secret matching(SecretId.ByArn arn) {
    if (!arn.partition().equals(SecretIdentity.partitionOf(arn.region()))) {
      return null;
    }
    Secret found = find(arn.account(), arn.region(), arn.name());
    return found != null && found.identity().suffix().equals(arn.suffix()) ? found : null;
  }

  /**
   * Decides and commits until nobody was faster; callers of this server take turns at each secret.
   * {@code decide} gets the secret as it is now, or null, changes nothing itself, and may be run
   * more than once.
   *
   * @param caller who wants the change; replicas are sealed with the caller's permissions
   * @return the answer of the decision that was committed
   * @throws ServiceException ThrottlingException if others were faster all the time
   */
  public <O> O update(
      SecretId id, KeyUser caller, Region region, Function<@Nullable Secret, Change<O>> decide) {
    AccountId account = caller.principal().account();
    return turns.take(thing(id, account), () -> decideAndCommit(id, caller, region, decide));
  }

  /** The region is left out: replicas change with the secret that they follow. */
  private static String thing(SecretId id, AccountId caller) {
    return switch (id) {
      case SecretId.ByName(SecretName name) -> caller.digits() + '/' + name;
      case SecretId.ByPartialArn arn -> arn.account().digits() + '/' + arn.name();
      case SecretId.ByArn arn -> arn.account().digits() + '/' + arn.name();
    };
  }

  private <O> O decideAndCommit(
      SecretId id, KeyUser caller, Region region, Function<@Nullable Secret, Change<O>> decide) {
    AccountId account = caller.principal().account();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Change<O> change = decide.apply(find(id, account, region));
      if (change.writes().isEmpty() || commit(caller, change) instanceof Commit.Done) {
        return change.answer();
      }
    }
    throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
  }

  private Commit commit(KeyUser caller, Change<?> change) {
    List<SecretWrite> all = new ArrayList<>(change.writes().size());
    for (SecretWrite write : change.writes()) {
      all.addAll(replicas.followedBy(caller, write));
    }
    return store.commit(all, change.records());
  }

  /** Returns the error for a secret that does not exist. */
  public static ServiceException notFound() {
    return new ServiceException(
        ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret.");
  }
}
