package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.OidcProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code AddClientIDToOpenIDConnectProvider} and {@code RemoveClientIDFromOpenIDConnectProvider}.
 * To add what is there, and to remove what is not, changes nothing.
 */
final class ChangeClientId implements DirectoryWrite<ChangeClientId.Input, Nothing> {

  /** The provider and the audience. */
  record Input(String arn, String clientId) {}

  /** What becomes of an audience. */
  private enum Change {
    ADD,
    REMOVE
  }

  private final Change change;
  private final Contract<Input, Nothing> contract;

  private ChangeClientId(Change change, String operation, ErrorCode... errors) {
    this.change = change;
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(Members.PROVIDER_ARN), in.require(Members.CLIENT_ID)),
                Members.PROVIDER_ARN,
                Members.CLIENT_ID),
            null,
            errors);
  }

  /** Accepts tokens for one more audience. */
  static ChangeClientId adding() {
    return new ChangeClientId(
        Change.ADD,
        "AddClientIDToOpenIDConnectProvider",
        ErrorCode.CONCURRENT_MODIFICATION,
        ErrorCode.INVALID_INPUT,
        ErrorCode.NO_SUCH_ENTITY,
        ErrorCode.LIMIT_EXCEEDED);
  }

  /** Accepts no more tokens for an audience. */
  static ChangeClientId removing() {
    return new ChangeClientId(
        Change.REMOVE,
        "RemoveClientIDFromOpenIDConnectProvider",
        ErrorCode.CONCURRENT_MODIFICATION,
        ErrorCode.INVALID_INPUT,
        ErrorCode.NO_SUCH_ENTITY);
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.PROVIDER.permission(directory, call, in.arn());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    OidcProvider provider = Target.PROVIDER.require(directory, in.arn());
    if (provider.clientIds().contains(in.clientId()) == (change == Change.ADD)) {
      return Decision.none(new Nothing());
    }
    List<String> clientIds = new ArrayList<>(provider.clientIds());
    switch (change) {
      case ADD -> clientIds.add(in.clientId());
      case REMOVE -> clientIds.remove(in.clientId());
    }
    return Identities.putting(directory, provider.accepting(Issuers.requireFewClients(clientIds)));
  }
}
