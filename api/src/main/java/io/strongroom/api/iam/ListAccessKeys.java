package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.User;
import org.jspecify.annotations.Nullable;

/** {@code ListAccessKeys}: the keys of a user without their secrets, the oldest first. */
final class ListAccessKeys implements DirectoryRead<ListAccessKeys.Input, ListAccessKeys.Output> {

  /** Whose keys; null for the caller's own. */
  record Input(@Nullable String userName, Pages.Asked page) {}

  /** One key; the root, whose key it may be, has no name. */
  record Entry(@Nullable String userName, AccessKey key) {}

  /** One page. */
  record Output(Pages.Page<Entry> page) {}

  private static final OutputStructure<Entry> ENTRY =
      OutputStructure.of(
          "AccessKeyMetadata",
          member("UserName", Shapes.USER_NAME, Entry::userName),
          member("AccessKeyId", Shapes.ACCESS_KEY_ID, entry -> entry.key().id()),
          member("Status", Shapes.STATUS, entry -> KeyStatus.shown(entry.key())),
          member("CreateDate", Shapes.DATE, entry -> entry.key().created()));

  private static final Contract<Input, Output> CONTRACT =
      Contract.iam(
          "ListAccessKeys",
          InputStructure.of(
              "ListAccessKeysRequest",
              in -> new Input(in.get(Members.ANY_USER_NAME), Pages.Asked.of(in)),
              Members.ANY_USER_NAME,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListAccessKeysResponse",
              Pages.members(
                  member("AccessKeyMetadata", Shape.list(ENTRY), out -> out.page().items()),
                  Output::page)),
          ErrorCode.NO_SUCH_ENTITY);

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListAccessKeys(Pages pages) {
    this.pages = pages;
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
  public Output answer(Input in, Directory directory, Call call) {
    User user = CallersUser.find(directory, call, in.userName());
    String owner = CallersUser.ownerId(user, call);
    String name = user == null ? null : user.name();
    return new Output(
        pages
            .counted(directory.keysOf(owner), in.page(), CONTRACT.name() + "\n" + owner, call)
            .map(key -> new Entry(name, key)));
  }
}
