package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateAccessKey}: makes a key of a user. Its secret leaves here once and never again. The
 * root of an account gets its keys from a local command only.
 */
final class CreateAccessKey
    implements DirectoryWrite<CreateAccessKey.Input, CreateAccessKey.Output> {

  /** Whose key to make; null for the caller's own. */
  record Input(@Nullable String userName) {}

  /** The key that was made. */
  record Output(String userName, AccessKey key, SensitiveBytes secret) {}

  private static final OutputStructure<Output> KEY =
      OutputStructure.of(
          "AccessKey",
          shown("UserName", Shapes.USER_NAME, Output::userName),
          shown("AccessKeyId", Shapes.ACCESS_KEY_ID, out -> out.key().id()),
          shown("Status", Shapes.STATUS, out -> KeyStatus.shown(out.key())),
          member(
              "SecretAccessKey",
              new Shape.SecretText(0, Shape.UNBOUNDED, Shape.Alphabet.ANY),
              Output::secret),
          shown("CreateDate", Shapes.DATE, out -> out.key().created()));

  private static final Contract<Input, Output> CONTRACT =
      Contract.iam(
          "CreateAccessKey",
          InputStructure.of(
              "CreateAccessKeyRequest",
              in -> new Input(in.get(Members.ANY_USER_NAME)),
              Members.ANY_USER_NAME),
          OutputStructure.of("CreateAccessKeyResponse", shown("AccessKey", KEY, out -> out)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.LIMIT_EXCEEDED);

  private final Credentials credentials;
  private final Entropy entropy;

  /** Draws keys from {@code entropy} and seals their secrets with {@code credentials}. */
  CreateAccessKey(Credentials credentials, Entropy entropy) {
    this.credentials = credentials;
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return CallersUser.permission(directory, call, in.userName());
  }

  @Override
  public Decision<Output> decide(Input in, Directory directory, Call call) {
    User user = CallersUser.find(directory, call, in.userName());
    if (user == null) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          "User: %s is not authorized to perform: iam:CreateAccessKey: name a user; access keys of"
                  .formatted(call.principal().arn())
              + " the root come from a local command only");
    }
    if (directory.keysOf(user.id()).size() >= Quotas.ACCESS_KEYS_PER_USER) {
      throw Refusals.quota("AccessKeysPerUser", Quotas.ACCESS_KEYS_PER_USER);
    }
    Credentials.Minted minted = credentials.mint(call.account(), user.id(), call.now(), entropy);
    call.closing(minted.secret());
    return Decision.of(
        DirectoryChange.of(directory).putting(minted.key()),
        new Output(user.name(), minted.key(), minted.secret()));
  }
}
