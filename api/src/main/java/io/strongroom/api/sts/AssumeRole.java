package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.CallerOperation;
import io.strongroom.api.Contract;
import io.strongroom.api.TrustJudge;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code AssumeRole}: temporary credentials for a role, for whomever its trust policy names.
 *
 * <p>Tags take {@code sts:TagSession} and a source identity takes {@code sts:SetSourceIdentity},
 * also where they come from the session that calls. Source: STS API Reference, AssumeRole; IAM User
 * Guide, "Pass session tags in AWS STS", "Monitor and control actions taken with assumed roles".
 */
final class AssumeRole implements CallerOperation<AssumeRole.Input, Assuming.Opened> {
  private static final Action ASSUME = Action.of("sts:AssumeRole");
  private static final Action TAG = Action.of("sts:TagSession");
  private static final Action IDENTIFY = Action.of("sts:SetSourceIdentity");

  /** The most tags that a session has, inherited ones included. */
  private static final int MAX_TAGS = 50;

  /** What the caller asks for. */
  record Input(
      String roleArn,
      String name,
      List<String> policyArns,
      @Nullable String policy,
      @Nullable Long seconds,
      Map<String, String> tags,
      Set<String> transitive,
      @Nullable String externalId,
      boolean secondFactor,
      @Nullable String sourceIdentity) {}

  private static final InputMember<String> ROLE_ARN =
      InputMember.required("RoleArn", Shapes.ARN).shown();
  private static final InputMember<String> NAME =
      InputMember.required("RoleSessionName", Shapes.SESSION_NAME).shown();
  private static final InputMember<List<String>> POLICY_ARNS =
      InputMember.optional("PolicyArns", Shapes.POLICY_ARNS).shown();
  private static final InputMember<String> POLICY =
      InputMember.optional("Policy", Shapes.UNRESTRICTED_SESSION_POLICY).shown();
  private static final InputMember<Long> DURATION =
      InputMember.optional("DurationSeconds", Shapes.ROLE_DURATION).shown();
  private static final InputMember<List<Map.Entry<String, String>>> TAGS =
      InputMember.optional("Tags", Shapes.TAGS).shown();
  private static final InputMember<List<String>> TRANSITIVE =
      InputMember.optional("TransitiveTagKeys", Shapes.TAG_KEYS).shown();
  private static final InputMember<String> EXTERNAL_ID =
      InputMember.optional("ExternalId", Shapes.EXTERNAL_ID);
  private static final InputMember<String> SERIAL =
      InputMember.optional("SerialNumber", Shapes.SERIAL_NUMBER).shown();
  private static final InputMember<String> CODE =
      InputMember.optional("TokenCode", Shapes.TOKEN_CODE);
  private static final InputMember<String> SOURCE_IDENTITY =
      InputMember.optional("SourceIdentity", Shapes.SOURCE_IDENTITY).shown();
  private static final InputMember<String> PROVIDER_ARN =
      InputMember.optional("ProviderArn", Shapes.ARN).shown();
  private static final InputMember<String> ASSERTION =
      InputMember.optional("ContextAssertion", Shape.text(4, 2_048));
  private static final InputMember<List<String>> CONTEXTS =
      InputMember.optional(
          "ProvidedContexts",
          Shape.list(
              InputStructure.of(
                  "ProvidedContext", in -> in.get(PROVIDER_ARN, ""), PROVIDER_ARN, ASSERTION),
              1,
              5));

  private static final Contract<Input, Assuming.Opened> CONTRACT =
      Contract.ofService(
          StsOperations.NAME,
          "AssumeRole",
          InputStructure.of(
              "AssumeRoleRequest",
              AssumeRole::input,
              ROLE_ARN,
              NAME,
              POLICY_ARNS,
              POLICY,
              DURATION,
              TAGS,
              TRANSITIVE,
              EXTERNAL_ID,
              SERIAL,
              CODE,
              SOURCE_IDENTITY,
              CONTEXTS),
          OutputStructure.of(
              "AssumeRoleResponse",
              shown("Credentials", Shapes.CREDENTIALS, Assuming.Opened::issued),
              shown("AssumedRoleUser", Shapes.ASSUMED_ROLE_USER, Assuming.Opened::user),
              shown("PackedPolicySize", Shapes.COUNT, Assuming.Opened::packedPercent),
              shown("SourceIdentity", Shapes.SOURCE_IDENTITY, Assuming.Opened::sourceIdentity)),
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.PACKED_POLICY_TOO_LARGE);

  private final TrustJudge judge;
  private final Assuming assuming;

  AssumeRole(TrustJudge judge, Assuming assuming) {
    this.judge = judge;
    this.assuming = assuming;
  }

  @Override
  public Contract<Input, Assuming.Opened> contract() {
    return CONTRACT;
  }

  private static Input input(InputValues in) {
    if (in.get(CONTEXTS) != null) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "ProvidedContexts are not offered by this server.");
    }
    return new Input(
        in.require(ROLE_ARN),
        in.require(NAME),
        in.get(POLICY_ARNS, List.of()),
        in.get(POLICY),
        in.get(DURATION),
        tags(in.get(TAGS, List.of())),
        new LinkedHashSet<>(in.get(TRANSITIVE, List.of())),
        in.get(EXTERNAL_ID),
        in.get(SERIAL) != null || in.get(CODE) != null,
        in.get(SOURCE_IDENTITY));
  }

  /** Keys are told apart ignoring case, as conditions do. */
  private static Map<String, String> tags(List<Map.Entry<String, String>> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> folded = new LinkedHashSet<>();
    for (Map.Entry<String, String> tag : given) {
      if (!folded.add(tag.getKey().toLowerCase(Locale.ROOT))) {
        throw new ServiceException(
            ErrorCode.VALIDATION,
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      tags.put(tag.getKey(), tag.getValue());
    }
    return tags;
  }

  @Override
  public Assuming.Opened answer(Input in, Call call) {
    if (in.secondFactor()) {
      throw Assuming.noSecondFactor();
    }
    TrustJudge.Wanted wanted = judge.find(in.roleArn());
    if (wanted == null) {
      throw new ServiceException(ErrorCode.VALIDATION, in.roleArn() + " is invalid");
    }
    Session before = call.caller().session();
    Map<String, String> inherited = inherited(before);
    Map<String, String> tags = merged(in, inherited);
    String sourceIdentity = sourceIdentity(in, before);
    Role role =
        judge.require(call, wanted, actions(tags, sourceIdentity), keys(in, tags, sourceIdentity));
    Set<String> transitive = new LinkedHashSet<>(in.transitive());
    transitive.addAll(inherited.keySet());
    Assuming.Wish wish =
        new Assuming.Wish(
            in.name(),
            in.seconds(),
            in.policy(),
            in.policyArns(),
            tags,
            transitive,
            sourceIdentity,
            before != null && before.isOfRole(),
            null);
    return assuming.open(role, wish, call.now(), call::closing);
  }

  private static List<Action> actions(Map<String, String> tags, @Nullable String sourceIdentity) {
    List<Action> actions = new ArrayList<>(List.of(ASSUME));
    if (!tags.isEmpty()) {
      actions.add(TAG);
    }
    if (sourceIdentity != null) {
      actions.add(IDENTIFY);
    }
    return actions;
  }

  private static Map<String, String> inherited(@Nullable Session session) {
    Map<String, String> inherited = new LinkedHashMap<>();
    if (session != null) {
      for (String key : session.transitiveTags()) {
        String value = session.tags().get(key);
        if (value != null) {
          inherited.put(key, value);
        }
      }
    }
    return inherited;
  }

  private static Map<String, String> merged(Input in, Map<String, String> inherited) {
    for (String key : in.transitive()) {
      if (!in.tags().containsKey(key)) {
        throw new ServiceException(
            ErrorCode.VALIDATION,
            "The specified transitive tag key must be included in the requested tags.");
      }
    }
    Map<String, String> merged = new LinkedHashMap<>(inherited);
    for (Map.Entry<String, String> tag : in.tags().entrySet()) {
      for (String key : inherited.keySet()) {
        if (key.equalsIgnoreCase(tag.getKey())) {
          throw new ServiceException(
              ErrorCode.VALIDATION,
              "One of the specified transitive tag keys can't be set because it conflicts with a"
                  + " transitive tag key from the calling session.");
        }
      }
      merged.put(tag.getKey(), tag.getValue());
    }
    if (merged.size() > MAX_TAGS) {
      throw new ServiceException(ErrorCode.VALIDATION, "A session has at most 50 tags.");
    }
    return merged;
  }

  private static @Nullable String sourceIdentity(Input in, @Nullable Session before) {
    String inherited = before == null ? null : before.sourceIdentity();
    if (inherited != null
        && in.sourceIdentity() != null
        && !inherited.equals(in.sourceIdentity())) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "The source identity of a session cannot be changed.");
    }
    return inherited == null ? in.sourceIdentity() : inherited;
  }

  /** Source: IAM User Guide, "IAM and AWS STS condition context keys". */
  private static ConditionKeys keys(
      Input in, Map<String, String> tags, @Nullable String sourceIdentity) {
    Map<String, KeyValue> keys = new LinkedHashMap<>();
    keys.put("sts:rolesessionname", new KeyValue.One(in.name()));
    if (in.externalId() != null) {
      keys.put("sts:externalid", new KeyValue.One(in.externalId()));
    }
    if (sourceIdentity != null) {
      keys.put("sts:sourceidentity", new KeyValue.One(sourceIdentity));
    }
    tags.forEach(
        (key, value) ->
            keys.put("aws:requesttag/" + key.toLowerCase(Locale.ROOT), new KeyValue.One(value)));
    keys.put("aws:tagkeys", new KeyValue.Many(List.copyOf(tags.keySet())));
    keys.put("sts:transitivetagkeys", new KeyValue.Many(List.copyOf(in.transitive())));
    return ConditionKeys.of(keys);
  }
}
