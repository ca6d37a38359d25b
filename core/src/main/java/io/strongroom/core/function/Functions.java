package io.strongroom.core.function;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds functions, those of the store as well as those that every account has and those that the
 * operator configured, and runs the loop of every change.
 */
public final class Functions {

  /** How often a change is decided again because somebody else was faster. */
  static final int MAX_ATTEMPTS = 100;

  private static final Comparator<Function> BY_NAME = Comparator.comparing(Function::name);

  private final FunctionStore store;
  private final BuiltInFunctions builtIns;
  private final Map<FunctionArn, Function> configured;

  /**
   * Finds functions in {@code store} and beside it.
   *
   * @param builtIns those that every account has
   * @param configured those of local directories, which cannot be changed; they come before what
   *     the store has under the same name
   */
  public Functions(FunctionStore store, BuiltInFunctions builtIns, List<Function> configured) {
    this.store = store;
    this.builtIns = builtIns;
    this.configured = new TreeMap<>(Comparator.comparing(FunctionArn::text));
    configured.forEach(each -> this.configured.put(each.arn(), each));
  }

  /** Returns a function, or null. */
  public @Nullable Function find(FunctionArn arn) {
    Function fixed = configured.get(arn);
    fixed = fixed == null ? builtIns.find(arn) : fixed;
    return fixed == null ? store.function(arn) : fixed;
  }

  /**
   * Returns a function.
   *
   * @throws ServiceException ResourceNotFoundException in the words of Lambda
   */
  public Function require(FunctionArn arn) {
    Function found = find(arn);
    if (found == null) {
      throw notFound(arn);
    }
    return found;
  }

  /** Returns the error for a function that does not exist. */
  public static ServiceException notFound(FunctionArn arn) {
    return new ServiceException(ErrorCode.LAMBDA_NOT_FOUND, "Function not found: " + arn.text());
  }

  /** Returns at most {@code limit} functions of an account and region behind a name, by name. */
  public List<Function> page(AccountId account, Region region, String after, int limit) {
    TreeMap<FunctionName, Function> page = new TreeMap<>();
    List<Function> fixed = new ArrayList<>(builtIns.all(account, region));
    configured.values().stream()
        .filter(each -> each.account().equals(account) && each.region().equals(region))
        .forEach(fixed::add);
    store.functions(account, region, after, limit).forEach(each -> page.put(each.name(), each));
    fixed.stream()
        .filter(each -> each.name().text().compareTo(after) > 0)
        .forEach(each -> page.put(each.name(), each));
    return page.values().stream().sorted(BY_NAME).limit(limit).toList();
  }

  /** Returns what an account has stored. */
  public FunctionStore.Usage usage(AccountId account) {
    return store.usage(account);
  }

  /**
   * Decides and commits until nobody was faster. {@code decide} looks at the functions as they are
   * now, changes nothing itself, and may be run more than once.
   *
   * @return the answer of the decision that was committed
   * @throws ServiceException TooManyRequestsException if others were faster all the time
   */
  public <O> O update(Supplier<FunctionChange<O>> decide) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      FunctionChange<O> change = decide.get();
      if (change.write() == null || commit(change) == FunctionCommit.DONE) {
        return change.answer();
      }
    }
    throw new ServiceException(ErrorCode.LAMBDA_TOO_MANY_REQUESTS, "Rate exceeded");
  }

  private FunctionCommit commit(FunctionChange<?> change) {
    FunctionWrite write = java.util.Objects.requireNonNull(change.write());
    CodeFile file = change.code();
    if (file == null) {
      return store.commit(write, change.record());
    }
    try (InputStream content = file.open()) {
      store.putCode(file.code(), content);
      return store.commit(write, change.record());
    } catch (IOException e) {
      throw new ServiceException(
          ErrorCode.LAMBDA_SERVICE, "The uploaded code could not be stored.", e);
    } finally {
      // Nothing happens if the change went through, for then a function names the code.
      store.dropCode(file.code());
    }
  }
}
