package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Quotas;
import java.util.List;

/** {@code ListOpenIDConnectProviders}: the ARNs of all providers; the list has no pages. */
final class ListOpenIdConnectProviders implements DirectoryRead<Nothing, List<OidcProvider>> {
  private static final Contract<Nothing, List<OidcProvider>> CONTRACT =
      Contract.iam(
          "ListOpenIDConnectProviders",
          InputStructure.of("ListOpenIDConnectProvidersRequest", _ -> new Nothing()),
          OutputStructure.of(
              "ListOpenIDConnectProvidersResponse",
              member(
                  "OpenIDConnectProviderList",
                  Shape.list(
                      OutputStructure.of(
                          "OpenIDConnectProviderListEntry",
                          member("Arn", Shapes.ARN, OidcProvider::arn))),
                  providers -> providers)));

  @Override
  public Contract<Nothing, List<OidcProvider>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Nothing in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public List<OidcProvider> answer(Nothing in, Directory directory, Call call) {
    return directory.list(OidcProvider.class, "/", null, Quotas.OIDC_PROVIDERS);
  }
}
