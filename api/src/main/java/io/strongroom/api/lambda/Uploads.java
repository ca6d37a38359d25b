package io.strongroom.api.lambda;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.CodeFile;
import io.strongroom.core.function.CodePackage;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.function.Functions;
import io.strongroom.core.function.Source;
import io.strongroom.iam.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What may be uploaded. Code is run later, so uploading it is a matter of the operator first and of
 * permissions second. A function that runs a built-in rotator brings no code, and is always
 * welcome.
 */
final class Uploads {
  private final Functions functions;
  private final BuiltInFunctions builtIns;
  private final UploadRule rule;

  Uploads(Functions functions, BuiltInFunctions builtIns, UploadRule rule) {
    this.functions = functions;
    this.builtIns = builtIns;
    this.rule = rule;
  }

  /**
   * Returns the source that an uploaded file is, for a function with that handler.
   *
   * @throws ServiceException AccessDeniedException where uploads are off;
   *     InvalidParameterValueException for what cannot be run or unzipped
   */
  Source source(String handler, CodeFile file) {
    String rotator = BuiltInFunctions.rotatorOf(handler);
    if (rotator == null && rule.mode() == UploadRule.Mode.OFF) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          "Uploading code is turned off on this server (setting functions.upload).");
    }
    CodePackage content = CodePackage.check(file);
    if (rotator == null) {
      if (content.isEmpty()) {
        throw Refusals.invalid("Uploaded file must be a non-empty zip.");
      }
      return new Source.Uploaded(file.code());
    }
    if (!content.isEmpty()) {
      throw Refusals.invalid("A function that runs a built-in rotator has an empty zip file.");
    }
    return builtIn(rotator, file.code());
  }

  /**
   * Returns the source of a function whose handler changes and whose code does not.
   *
   * @throws ServiceException InvalidParameterValueException for a function without code
   */
  Source source(String handler, Source before) {
    String rotator = BuiltInFunctions.rotatorOf(handler);
    if (rotator != null) {
      return builtIn(rotator, before instanceof Source.BuiltIn ? before.code() : Code.NONE);
    }
    if (before instanceof Source.BuiltIn) {
      throw Refusals.invalid("The function has no code, so its handler is a built-in rotator.");
    }
    return before;
  }

  private Source builtIn(String rotator, Code code) {
    if (!builtIns.offers(rotator)) {
      throw Refusals.invalid(
          "There is no built-in rotator "
              + rotator
              + "; there are "
              + String.join(", ", builtIns.rotators())
              + ".");
    }
    return new Source.BuiltIn(rotator, code);
  }

  /**
   * Refuses more than an account can have.
   *
   * @param before the function as it is, or null for a new one
   * @throws ServiceException CodeStorageExceededException
   */
  void requireRoom(AccountId account, @Nullable Function before, Code code) {
    FunctionStore.Usage usage = functions.usage(account);
    long freed = before == null ? 0 : before.code().size();
    if (usage.codeBytes() - freed + code.size() > rule.maxAccountBytes()
        || (before == null && usage.functions() >= Function.MAX_PER_ACCOUNT)) {
      throw new ServiceException(ErrorCode.LAMBDA_CODE_STORAGE, "Code storage limit exceeded.");
    }
  }
}
