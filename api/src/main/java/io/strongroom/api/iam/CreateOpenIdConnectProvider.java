package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.policy.eval.Action;
import java.util.List;
import java.util.SequencedMap;

/**
 * {@code CreateOpenIDConnectProvider}: accepts tokens of an issuer. Nothing is fetched from the
 * issuer, so thumbprints are those of the request or none.
 */
final class CreateOpenIdConnectProvider
    implements DirectoryWrite<
        CreateOpenIdConnectProvider.Input, CreateOpenIdConnectProvider.Output> {

  /** The provider to make. */
  record Input(
      String url,
      List<String> clientIds,
      List<String> thumbprints,
      SequencedMap<String, String> tags) {}

  /** The provider that was made. */
  record Output(OidcProvider provider) {}

  private static final InputMember<String> URL =
      InputMember.required("Url", Shapes.PROVIDER_URL).shown();
  private static final InputMember<List<String>> CLIENT_IDS =
      InputMember.optional("ClientIDList", Shape.list(Shapes.CLIENT_ID)).shown();
  private static final InputMember<List<String>> THUMBPRINTS =
      InputMember.optional("ThumbprintList", Shape.list(Shapes.THUMBPRINT)).shown();

  private static final Action TAGGING = Action.of("iam:TagOpenIDConnectProvider");

  private static final Contract<Input, Output> CONTRACT =
      Contract.iam(
          "CreateOpenIDConnectProvider",
          InputStructure.of(
              "CreateOpenIDConnectProviderRequest",
              in ->
                  new Input(
                      in.require(URL),
                      in.get(CLIENT_IDS, List.of()),
                      in.get(THUMBPRINTS, List.of()),
                      Tag.parse(in.get(Members.TAGS))),
              URL,
              CLIENT_IDS,
              THUMBPRINTS,
              Members.TAGS),
          OutputStructure.of(
              "CreateOpenIDConnectProviderResponse",
              shown("OpenIDConnectProviderArn", Shapes.ARN, out -> out.provider().arn()),
              shown("Tags", Tag.LIST_OUT, out -> Tag.shown(out.provider().tags()))),
          ErrorCode.INVALID_INPUT,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.CONCURRENT_MODIFICATION,
          ErrorCode.OPEN_ID_IDP_COMMUNICATION);

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<Action> also(Input in) {
    return Tag.onCreation(TAGGING, in.tags());
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    String host = Issuers.host(in.url());
    String arn = "arn:aws:iam::%s:oidc-provider/%s".formatted(call.account(), host);
    return Tag.asked(Permission.on(arn), in.tags());
  }

  @Override
  public Decision<Output> decide(Input in, Directory directory, Call call) {
    Identifiers identifiers = Identifiers.ofProvider(call.account(), Issuers.requireHost(in.url()));
    if (directory.named(OidcProvider.class, identifiers.name()) != null) {
      throw new ServiceException(
          ErrorCode.ENTITY_ALREADY_EXISTS,
          "Provider with url %s already exists.".formatted(in.url()));
    }
    if (directory.count(Kind.OIDC_PROVIDER) >= Quotas.OIDC_PROVIDERS) {
      throw Refusals.quota("OpenIdConnectProvidersPerAccount", Quotas.OIDC_PROVIDERS);
    }
    OidcProvider provider =
        OidcProvider.of(
                identifiers,
                call.now(),
                Issuers.requireFewClients(in.clientIds().stream().distinct().toList()),
                Issuers.requireThumbprints(in.thumbprints()))
            .tagged(in.tags());
    return Decision.of(DirectoryChange.of(directory).putting(provider), new Output(provider));
  }
}
