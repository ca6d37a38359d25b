package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request calls a function: its name, an ARN, or the end of one, with a qualifier or
 * without.
 *
 * <p>Source: Lambda API Reference, GetFunction, "FunctionName".
 *
 * @param arn the function that is meant, whether or not it exists
 * @param qualifier the version or alias that is meant, or null
 */
record FunctionRef(FunctionArn arn, @Nullable String qualifier) {

  /**
   * Reads a name.
   *
   * @param qualifier the qualifier that the request has beside the name, or null
   * @throws ServiceException ValidationException for what is no name; ResourceNotFoundException for
   *     a function of another region
   */
  static FunctionRef parse(String text, @Nullable String qualifier, Call call) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    boolean whole = parts.getFirst().equals("arn");
    if (whole && parts.size() > 3) {
      parts.subList(0, 3).clear();
    }
    Region region = call.region();
    if (Region.isRegion(parts.getFirst()) && parts.size() > 1) {
      region = new Region(parts.removeFirst());
    }
    AccountId account = call.account();
    if (AccountId.isAccountId(parts.getFirst()) && parts.size() > 1) {
      account = new AccountId(parts.removeFirst());
    }
    if (parts.getFirst().equals("function") && parts.size() > 1) {
      parts.removeFirst();
    }
    String name = parts.removeFirst();
    String inName = parts.isEmpty() ? null : String.join(":", parts);
    if (!FunctionName.isName(name)) {
      throw invalid(text);
    }
    requireReachable(region, call);
    return new FunctionRef(
        new FunctionArn(account, region, new FunctionName(name)), agreed(inName, qualifier));
  }

  private static void requireReachable(Region region, Call call) {
    if (!region.equals(call.region())) {
      throw new ServiceException(
          ErrorCode.LAMBDA_NOT_FOUND,
          "Functions from '%s' are not reachable in this region ('%s')"
              .formatted(region, call.region()));
    }
  }

  private static @Nullable String agreed(@Nullable String inName, @Nullable String beside) {
    if (inName != null && beside != null && !inName.equals(beside)) {
      throw new ServiceException(
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return inName == null ? beside : inName;
  }

  private static ServiceException invalid(String text) {
    String constraint =
        "at 'functionName' failed to satisfy constraint: Member must have length less than or"
            + " equal to "
            + FunctionName.MAX_LENGTH;
    return ServiceException.quoting(
        ErrorCode.VALIDATION,
        "1 validation error detected: Value '" + text + "' " + constraint,
        "1 validation error detected: Value " + constraint);
  }

  /**
   * Refuses a qualifier of anything but the one version that there is.
   *
   * @throws ServiceException ResourceNotFoundException
   */
  FunctionRef requireLatest() {
    if (qualifier != null && !qualifier.equals(FunctionArn.LATEST)) {
      throw new ServiceException(
          ErrorCode.LAMBDA_NOT_FOUND, "Function not found: " + arn.text() + ":" + qualifier);
    }
    return this;
  }
}
