package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.OidcProvider;

/** {@code GetOpenIDConnectProvider}: one provider; its URL is shown without the scheme. */
final class GetOpenIdConnectProvider implements DirectoryRead<String, OidcProvider> {
  private static final Contract<String, OidcProvider> CONTRACT =
      Contract.iam(
          "GetOpenIDConnectProvider",
          Target.PROVIDER.input("GetOpenIDConnectProvider"),
          OutputStructure.of(
              "GetOpenIDConnectProviderResponse",
              member("Url", Shapes.PROVIDER_URL, OidcProvider::name),
              member("ClientIDList", Shape.list(Shapes.CLIENT_ID), OidcProvider::clientIds),
              member("ThumbprintList", Shape.list(Shapes.THUMBPRINT), OidcProvider::thumbprints),
              member("CreateDate", Shapes.DATE, OidcProvider::created),
              member("Tags", Tag.LIST_OUT, provider -> Tag.shown(provider.tags()))),
          ErrorCode.INVALID_INPUT,
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<String, OidcProvider> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String arn, Directory directory, Call call) {
    return Target.PROVIDER.permission(directory, call, arn);
  }

  @Override
  public OidcProvider answer(String arn, Directory directory, Call call) {
    return Target.PROVIDER.require(directory, arn);
  }
}
