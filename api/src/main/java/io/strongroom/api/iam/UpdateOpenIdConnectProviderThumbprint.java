package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.OidcProvider;
import java.util.List;

/** {@code UpdateOpenIDConnectProviderThumbprint}: other thumbprints in the place of all. */
final class UpdateOpenIdConnectProviderThumbprint
    implements DirectoryWrite<UpdateOpenIdConnectProviderThumbprint.Input, Nothing> {

  /** The provider and its next thumbprints. */
  record Input(String arn, List<String> thumbprints) {}

  private static final InputMember<List<String>> THUMBPRINTS =
      InputMember.required("ThumbprintList", Shape.list(Shapes.THUMBPRINT)).shown();

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateOpenIDConnectProviderThumbprint",
          InputStructure.of(
              "UpdateOpenIDConnectProviderThumbprintRequest",
              in -> new Input(in.require(Members.PROVIDER_ARN), in.require(THUMBPRINTS)),
              Members.PROVIDER_ARN,
              THUMBPRINTS),
          null,
          ErrorCode.CONCURRENT_MODIFICATION,
          ErrorCode.INVALID_INPUT,
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.PROVIDER.permission(directory, call, in.arn());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    OidcProvider provider = Target.PROVIDER.require(directory, in.arn());
    return Identities.putting(
        directory, provider.pinned(Issuers.requireThumbprints(in.thumbprints())));
  }
}
