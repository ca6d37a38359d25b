package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Arrival;
import io.strongroom.api.Contract;
import io.strongroom.api.TrustJudge;
import io.strongroom.api.UnsignedOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.oidc.TokenVerdict;
import io.strongroom.iam.oidc.TokenVerdict.Accepted;
import io.strongroom.iam.oidc.WebTokens;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.keys.SensitiveBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code AssumeRoleWithWebIdentity}: temporary credentials for whoever shows a token of an identity
 * provider. The configuration must trust the issuer, the role's account must have a provider for it
 * that knows the audience, and the role must trust that provider.
 *
 * <p>Nothing about an account is told to whom has no authentic token. Source: STS API Reference,
 * AssumeRoleWithWebIdentity.
 */
final class AssumeRoleWithWebIdentity
    implements UnsignedOperation<
        AssumeRoleWithWebIdentity.Input, AssumeRoleWithWebIdentity.Output> {
  private static final Action ACTION = Action.of("sts:AssumeRoleWithWebIdentity");

  /** What is shown and asked for. */
  record Input(
      String roleArn,
      String name,
      SensitiveBytes token,
      List<String> policyArns,
      @Nullable String policy,
      @Nullable Long seconds) {}

  /** The session, and what of the token matters. */
  record Output(Assuming.Opened opened, String subject, String audience, String provider) {}

  private static final InputMember<String> ROLE_ARN =
      InputMember.required("RoleArn", Shapes.ARN).shown();
  private static final InputMember<String> NAME =
      InputMember.required("RoleSessionName", Shapes.SESSION_NAME).shown();
  private static final InputMember<SensitiveBytes> TOKEN =
      InputMember.required(
          "WebIdentityToken", new Shape.SecretText(4, WebTokens.MAX_LENGTH, Shape.Alphabet.ANY));
  private static final InputMember<String> PROVIDER_ID =
      InputMember.optional("ProviderId", Shape.text(4, 2_048)).shown();
  private static final InputMember<List<String>> POLICY_ARNS =
      InputMember.optional("PolicyArns", Shapes.POLICY_ARNS).shown();
  private static final InputMember<String> POLICY =
      InputMember.optional("Policy", Shapes.SESSION_POLICY).shown();
  private static final InputMember<Long> DURATION =
      InputMember.optional("DurationSeconds", Shapes.ROLE_DURATION).shown();

  private static final Contract<Input, Output> CONTRACT =
      Contract.ofService(
          StsOperations.NAME,
          "AssumeRoleWithWebIdentity",
          InputStructure.of(
              "AssumeRoleWithWebIdentityRequest",
              in ->
                  new Input(
                      in.require(ROLE_ARN),
                      in.require(NAME),
                      in.require(TOKEN),
                      in.get(POLICY_ARNS, List.of()),
                      in.get(POLICY),
                      in.get(DURATION)),
              ROLE_ARN,
              NAME,
              TOKEN,
              PROVIDER_ID,
              POLICY_ARNS,
              POLICY,
              DURATION),
          OutputStructure.of(
              "AssumeRoleWithWebIdentityResponse",
              shown("Credentials", Shapes.CREDENTIALS, out -> out.opened().issued()),
              shown("SubjectFromWebIdentityToken", Shape.text(6, 255), Output::subject),
              shown("AssumedRoleUser", Shapes.ASSUMED_ROLE_USER, out -> out.opened().user()),
              shown("PackedPolicySize", Shapes.COUNT, out -> out.opened().packedPercent()),
              shown("Provider", Shape.text(), Output::provider),
              shown("Audience", Shape.text(), Output::audience),
              shown(
                  "SourceIdentity", Shapes.SOURCE_IDENTITY, out -> out.opened().sourceIdentity())),
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.PACKED_POLICY_TOO_LARGE,
          ErrorCode.IDP_REJECTED_CLAIM,
          ErrorCode.IDP_COMMUNICATION,
          ErrorCode.INVALID_IDENTITY_TOKEN,
          ErrorCode.EXPIRED_IDENTITY_TOKEN);

  private final Directories directories;
  private final TrustJudge judge;
  private final Assuming assuming;
  private final WebTokens tokens;

  AssumeRoleWithWebIdentity(
      Directories directories, TrustJudge judge, Assuming assuming, WebTokens tokens) {
    this.directories = directories;
    this.judge = judge;
    this.assuming = assuming;
    this.tokens = tokens;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Output answer(Input in, Arrival arrival) {
    Accepted token =
        switch (tokens.check(in.token(), arrival.now())) {
          case Accepted accepted -> accepted;
          case TokenVerdict.Refused(var reason, String message) ->
              throw new ServiceException(code(reason), message);
        };
    TrustJudge.Wanted wanted = judge.find(in.roleArn());
    if (wanted == null) {
      throw new ServiceException(ErrorCode.VALIDATION, "Request ARN is invalid");
    }
    OidcProvider provider = provider(wanted.account(), token);
    Role role = wanted.role();
    if (role == null || !judge.trusts(role, provider.arn(), ACTION, keys(in, token), arrival)) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
    Assuming.Wish wish =
        new Assuming.Wish(
            in.name(),
            in.seconds(),
            in.policy(),
            in.policyArns(),
            Map.of(),
            Set.of(),
            null,
            false,
            provider.arn());
    Assuming.Opened opened = assuming.open(role, wish, arrival.now(), arrival::closing);
    return new Output(opened, token.subject(), token.audience(), provider.arn());
  }

  private OidcProvider provider(AccountId account, Accepted token) {
    OidcProvider provider =
        directories.of(account).named(OidcProvider.class, token.issuer().host());
    if (provider == null || !provider.url().equals(token.issuer().url())) {
      throw new ServiceException(
          ErrorCode.INVALID_IDENTITY_TOKEN,
          "No OpenIDConnect provider found in your account for " + token.issuer().url());
    }
    if (!provider.clientIds().contains(token.audience())) {
      throw new ServiceException(ErrorCode.INVALID_IDENTITY_TOKEN, "Incorrect token audience");
    }
    return provider;
  }

  /** Source: IAM User Guide, "Available keys for AWS OIDC federation". */
  private static ConditionKeys keys(Input in, Accepted token) {
    String prefix = token.issuer().host().toLowerCase(Locale.ROOT) + ':';
    Map<String, KeyValue> keys = new LinkedHashMap<>();
    keys.put(prefix + "aud", new KeyValue.One(token.audience()));
    keys.put(prefix + "sub", new KeyValue.One(token.subject()));
    keys.put(prefix + "amr", new KeyValue.Many(token.methods()));
    keys.put("sts:rolesessionname", new KeyValue.One(in.name()));
    return ConditionKeys.of(keys);
  }

  private static ErrorCode code(TokenVerdict.Reason reason) {
    return switch (reason) {
      case INVALID -> ErrorCode.INVALID_IDENTITY_TOKEN;
      case EXPIRED -> ErrorCode.EXPIRED_IDENTITY_TOKEN;
      case REJECTED_CLAIM -> ErrorCode.IDP_REJECTED_CLAIM;
      case NO_KEYS -> ErrorCode.IDP_COMMUNICATION;
    };
  }
}
