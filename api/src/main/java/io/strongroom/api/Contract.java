package io.strongroom.api;

import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.policy.eval.Action;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the service model says of an operation.
 *
 * @param name the name on the wire, such as {@code GetSecretValue}
 * @param action the permission that it takes, such as {@code secretsmanager:GetSecretValue}
 * @param input the shape of the request
 * @param output the shape of the answer, or null if the answer has no body
 * @param errors the errors that the model declares. Anything else that leaves the operation, but
 *     for the errors that every operation can give, is a fault of the server
 * @param isReading whether CloudTrail calls the operation one that only reads
 */
public record Contract<I, O>(
    String name,
    Action action,
    InputStructure<I> input,
    @Nullable OutputStructure<O> output,
    Set<ErrorCode> errors,
    boolean isReading) {

  /** How the names of operations begin that only read; as CloudTrail has it, use of a key does. */
  private static final List<String> READING =
      List.of(
          "Get",
          "List",
          "Describe",
          "BatchGet",
          "Validate",
          "Assume",
          "Decrypt",
          "Encrypt",
          "ReEncrypt",
          "Generate",
          "Simulate");

  private static final String SECRETS_MANAGER = "secretsmanager:";
  private static final String IAM = "iam:";

  /** Puts a contract together; whether it is reading follows from its name. */
  public Contract(
      String name,
      Action action,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      Set<ErrorCode> errors) {
    this(name, action, input, output, errors, READING.stream().anyMatch(name::startsWith));
  }

  /**
   * Puts a contract of Secrets Manager together; InternalServiceError, which every operation
   * declares, is added.
   */
  public static <I, O> Contract<I, O> of(
      String name,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    return of(SECRETS_MANAGER, name, input, output, errors);
  }

  /** Puts a contract of IAM together; ServiceFailure, which its operations declare, is added. */
  public static <I, O> Contract<I, O> iam(
      String name,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    return of(IAM, name, input, output, errors);
  }

  private static <I, O> Contract<I, O> of(
      String service,
      String name,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    Set<ErrorCode> declared = EnumSet.of(ErrorCode.INTERNAL_SERVICE_ERROR, errors);
    return new Contract<>(name, Action.of(service + name), input, output, declared);
  }

  /**
   * Puts a contract of Lambda together; ServiceException and TooManyRequestsException, which its
   * operations declare, are added.
   *
   * @param action the permission, which may have another name than the operation
   */
  public static <I, O> Contract<I, O> lambda(
      String name,
      String action,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    Set<ErrorCode> declared = EnumSet.of(ErrorCode.LAMBDA_SERVICE, errors);
    declared.add(ErrorCode.LAMBDA_TOO_MANY_REQUESTS);
    return new Contract<>(name, Action.of("lambda:" + action), input, output, declared);
  }

  /** Puts a contract of another service together, which declares what it declares. */
  public static <I, O> Contract<I, O> ofService(
      String service,
      String name,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    Set<ErrorCode> declared = EnumSet.noneOf(ErrorCode.class);
    declared.addAll(List.of(errors));
    return new Contract<>(name, Action.of(service + ":" + name), input, output, declared);
  }

  /** Tells whether the model lets the operation end with {@code code}. */
  boolean declares(ErrorCode code) {
    return code.body() == ErrorCode.Body.FRAMEWORK
        || code == ErrorCode.ACCESS_DENIED
        || errors.contains(code);
  }

  /** Reads the input, has the operation run, and notes that it is done. */
  O perform(RequestBody body, Arrival arrival, Function<I, O> operation) {
    O out = operation.apply(body.read(input(), arrival));
    arrival.trail().answered(this, out);
    arrival.trail().done();
    return out;
  }
}
