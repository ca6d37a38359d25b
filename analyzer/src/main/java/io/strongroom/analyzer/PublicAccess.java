package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.encode.Scope;
import io.strongroom.analyzer.formula.AddressSet;
import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Claim.Blank;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.text.Language;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the policy of a secret lets outsiders in.
 *
 * <p>Source: Amazon S3 User Guide, "The meaning of public"; Secrets Manager User Guide,
 * BlockPublicPolicy.
 */
public final class PublicAccess {

  /** The organization that the owner is taken to be in, where a policy does not name it. */
  static final String ORGANIZATION_OF_OWNER = "o-theowners00";

  private static final String ADDRESS = "aws:sourceip";
  private static final String ORGANIZATION = "aws:resourceorgid";

  /** More public addresses than these are the public: a range wider than /8, or than /32. */
  private static final BigInteger MANY_OF_V4 = BigInteger.ONE.shiftLeft(24);

  private static final BigInteger MANY_OF_V6 = BigInteger.ONE.shiftLeft(96);

  private PublicAccess() {}

  /**
   * Asks whether {@code policy} allows an outsider anything. Of the caller's side it takes for
   * granted that it allows everything.
   *
   * <p>Who may come only from some addresses is no outsider, as long as those are no more than
   * 2<sup>24</sup> of IPv4, private ones not counted, and 2<sup>96</sup> of IPv6.
   *
   * @param policy the policy of a secret
   * @param outsiders who is not to be let in
   * @param secret the secret's ARN; null for any secret
   * @param limits what the proof may take
   */
  public static Answer ask(
      PolicyDocument policy, Outsiders outsiders, @Nullable String secret, Limits limits) {
    Map<String, String> constants = new HashMap<>();
    if (conditions(policy, ORGANIZATION).isEmpty()) {
      constants.put(ORGANIZATION, ORGANIZATION_OF_OWNER);
    }
    Proof proof =
        new Proof(
            List.of(policy), secret, constants, witness -> Replay.grants(policy, witness), limits);
    Strangers strangers = new Strangers(policy, outsiders, Proof.owner(secret));
    Function<Encoder, Formula> question =
        encoder ->
            Formula.all(
                List.of(
                    Scope.actionsOf("secretsmanager"),
                    secret == null ? Scope.anySecret() : Scope.resource(secret),
                    strangers.formula(encoder),
                    encoder.allowed(policy)));
    Answer answer = proof.ask(Strangers.SHAPES, question);
    return answer instanceof Answer.Yes && outsiders instanceof Outsiders.Unnamed
        ? fromManyAddresses(policy, proof, question, answer)
        : answer;
  }

  private static List<Condition> conditions(PolicyDocument policy, String key) {
    List<Condition> conditions = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      for (Condition condition : statement.conditions()) {
        if (condition.key().equalsIgnoreCase(key)) {
          conditions.add(condition);
        }
      }
    }
    return conditions;
  }

  /**
   * Holds a yes against the number of addresses that it is about. Where the address is compared as
   * anything but an address, they are not counted, and the yes stands.
   */
  private static Answer fromManyAddresses(
      PolicyDocument policy, Proof proof, Function<Encoder, Formula> question, Answer yes) {
    List<Condition> conditions = conditions(policy, ADDRESS);
    boolean countable =
        conditions.stream()
            .map(condition -> condition.operator().family())
            .allMatch(family -> family == Family.IP || family == Family.NULL);
    if (conditions.isEmpty() || !countable) {
      return yes;
    }
    Answer absent = proof.ask(Strangers.SHAPES, narrowed(question, null));
    return absent instanceof Answer.No ? counted(conditions, proof, question) : absent;
  }

  private static Answer counted(
      List<Condition> conditions, Proof proof, Function<Encoder, Formula> question) {
    List<AddressSet> sets = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition.operator().family() == Family.IP) {
        sets.add(AddressSet.of(condition.values()));
      }
    }
    BigInteger v4 = BigInteger.ZERO;
    BigInteger v6 = BigInteger.ZERO;
    for (AddressSpace.Group alike : AddressSpace.groups(sets)) {
      Answer answer = proof.ask(Strangers.SHAPES, narrowed(question, alike.exampleAlone()));
      if (answer instanceof Answer.Unknown) {
        return answer;
      }
      if (answer instanceof Answer.Yes) {
        v4 = alike.v4() ? v4.add(alike.size()) : v4;
        v6 = alike.v4() ? v6 : v6.add(alike.size());
        boolean many = alike.v4() ? v4.compareTo(MANY_OF_V4) > 0 : v6.compareTo(MANY_OF_V6) > 0;
        if (many) {
          return answer;
        }
      }
    }
    return new Answer.No();
  }

  /** Adds that the address is one of these; or, for null, that there is no address. */
  private static Function<Encoder, Formula> narrowed(
      Function<Encoder, Formula> question, @Nullable AddressSet addresses) {
    boolean absent = addresses == null;
    Test test =
        addresses == null
            ? new Test.Within(Language.ofTexts(List.of()))
            : new Test.Addresses(addresses);
    Claim claim = new Claim(test, false, absent, absent, Blank.TESTED);
    return encoder -> Formula.all(List.of(question.apply(encoder), encoder.about(ADDRESS, claim)));
  }
}
