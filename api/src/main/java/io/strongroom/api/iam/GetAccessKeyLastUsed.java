package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.LastUses;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.User;
import org.jspecify.annotations.Nullable;

/** {@code GetAccessKeyLastUsed}: when, where and for what a key was last used. */
final class GetAccessKeyLastUsed implements DirectoryRead<String, GetAccessKeyLastUsed.Output> {

  /** What is answered for a key that was never used. */
  private static final String NEVER = "N/A";

  /** Whose key it is, null for the root, and its last use, null for never. */
  record Output(@Nullable String userName, @Nullable LastUse use) {}

  private static final OutputStructure<Output> LAST_USED =
      OutputStructure.of(
          "AccessKeyLastUsed",
          member("LastUsedDate", Shapes.DATE, out -> out.use() == null ? null : out.use().date()),
          member(
              "ServiceName",
              Shapes.ANY_TEXT,
              out -> out.use() == null ? NEVER : out.use().service()),
          member(
              "Region",
              Shapes.ANY_TEXT,
              out -> out.use() == null ? NEVER : out.use().region().name()));

  /** That there is no such key is told, although the model of today declares no error. */
  private static final Contract<String, Output> CONTRACT =
      Contract.iam(
          "GetAccessKeyLastUsed",
          InputStructure.of(
              "GetAccessKeyLastUsedRequest",
              in -> in.require(Members.ACCESS_KEY_ID),
              Members.ACCESS_KEY_ID),
          OutputStructure.of(
              "GetAccessKeyLastUsedResponse",
              member("UserName", Shapes.EXISTING_USER_NAME, Output::userName),
              member("AccessKeyLastUsed", LAST_USED, out -> out)),
          ErrorCode.NO_SUCH_ENTITY);

  private final LastUses uses;

  /** Asks {@code uses} when keys were used. */
  GetAccessKeyLastUsed(LastUses uses) {
    this.uses = uses;
  }

  @Override
  public Contract<String, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String id, Directory directory, Call call) {
    AccessKey key = directory.key(id);
    User owner = key == null ? null : directory.find(User.class, key.owner());
    return owner == null
        ? Permission.on("arn:aws:iam::%s:user/*".formatted(call.account()))
        : Target.permission(owner);
  }

  @Override
  public Output answer(String id, Directory directory, Call call) {
    AccessKey key = directory.key(id);
    if (key == null) {
      throw NamedKey.noSuch(id);
    }
    User owner = directory.find(User.class, key.owner());
    LastUse use = uses.of(new DirectoryStore.Subject(call.account(), id));
    return new Output(owner == null ? null : owner.name(), use);
  }
}
