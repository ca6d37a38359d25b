package io.strongroom.bench;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one judgement costs, policies already compiled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JudgementBenchmark {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf";
  private static final Action GET = Action.of("secretsmanager:GetSecretValue");
  private static final int LONGEST_POLICY = 10_240;

  private static final String OF_USER =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Action": ["secretsmanager:List*", "secretsmanager:GetRandomPassword"],
          "Resource": "*"},
        {"Effect": "Allow", "Action": "secretsmanager:Describe*",
          "Resource": "arn:aws:secretsmanager:*:111122223333:secret:*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
          "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Effect": "Allow", "Action": "secretsmanager:Get*",
          "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/*"}]}
      """;
  private static final String OF_SECRET =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:Delete*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
          "Condition": {"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}}},
        {"Effect": "Allow", "Principal": {"AWS": "444455556666"},
          "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
          "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"},
          "Action": "secretsmanager:*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}}}]}
      """;

  private final RequestContext request =
      new RequestContext(
          new Caller.User(
              ACCOUNT,
              "arn:aws:iam::111122223333:user/ann",
              "AIDAAAAAAAAAAAAAAAAAA",
              "ann",
              Caller.Credentials.LONG_TERM),
          GET,
          SECRET,
          ACCOUNT,
          ConditionKeys.of(
              Map.of(
                  "aws:SecureTransport", new KeyValue.One("true"),
                  "aws:SourceIp", new KeyValue.One("10.1.2.3"),
                  "aws:UserAgent", new KeyValue.One("a".repeat(RequestContext.MAX_VALUE_LENGTH)))));

  private final PolicySets fiveAndFive =
      PolicySets.ofIdentity(List.of(compiled(PolicyKind.IDENTITY, OF_USER)))
          .guardedBy(compiled(PolicyKind.RESOURCE, OF_SECRET));

  private final PolicySets worst =
      PolicySets.ofIdentity(List.of(compiled(PolicyKind.IDENTITY, hostile())));

  /** A request for a value under five statements of the user and five of the secret. */
  @Benchmark
  public Decision fiveStatementsEach() {
    return Evaluator.judge(request, fiveAndFive);
  }

  /** The costliest policy known: nearly fitting patterns, against the longest text there is. */
  @Benchmark
  public Decision hostilePolicy() {
    return Evaluator.judge(request, worst);
  }

  private static String hostile() {
    String pattern = "\"*" + "a".repeat(64) + "b\"";
    String values = pattern + ("," + pattern).repeat(LONGEST_POLICY / (pattern.length() + 1) - 1);
    return "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
        + "\"Condition\":{\"StringLike\":{\"aws:UserAgent\":["
        + values
        + "]}}}}";
  }

  private static NamedPolicy compiled(PolicyKind kind, String text) {
    try {
      return new NamedPolicy(kind.name(), CompiledPolicy.of(PolicyParser.parse(kind, text)));
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException("a policy of the benchmark does not parse", e);
    }
  }
}
