package io.strongroom.core.function;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where functions and their code are kept. A store knows no rule about functions, and their
 * variables come to it sealed. Code is kept once for each digest, as long as a function names it.
 * All methods may be called by many threads.
 */
public interface FunctionStore {

  /** Returns the function as it was last committed, or null. */
  @Nullable Function function(FunctionArn arn);

  /** Returns at most {@code limit} functions of an account and region behind a name, by name. */
  List<Function> functions(AccountId account, Region region, String after, int limit);

  /** Returns what an account has stored, over all regions. */
  Usage usage(AccountId account);

  /**
   * Stores a change or nothing. When it returns {@link FunctionCommit#DONE}, the change is flushed
   * and every later read sees it.
   *
   * @param record the record of the call that makes the change, stored with it; null where nothing
   *     is kept
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if the store is full or
   *     too busy and nothing was stored; InternalServiceError if it is not known what was stored
   */
  FunctionCommit commit(FunctionWrite write, @Nullable AuditRecord record);

  /**
   * Takes code in, which no function needs to name yet. What is there already is not written again.
   *
   * @param content the whole of it; is not closed
   * @throws IOException if {@code content} cannot be read or has another size
   * @throws io.strongroom.core.error.ServiceException as {@link #commit}
   */
  void putCode(Code code, InputStream content) throws IOException;

  /** Forgets code unless a function names it. */
  void dropCode(Code code);

  /**
   * Writes code out.
   *
   * @return whether it is there; if not, nothing was written
   * @throws IOException if {@code out} fails
   */
  boolean readCode(Code code, OutputStream out) throws IOException;

  /**
   * What an account has stored.
   *
   * @param functions how many functions
   * @param codeBytes the size of their code together, counted for each function
   */
  record Usage(long functions, long codeBytes) {}
}
