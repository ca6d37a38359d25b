package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.keys.Entropy;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** {@code CreateUser}: makes a user without keys, policies and groups. */
final class CreateUser implements DirectoryWrite<CreateUser.Input, ShownUser> {

  /** The user to make. */
  record Input(
      String path, String name, @Nullable String boundary, SequencedMap<String, String> tags) {}

  private static final InputMember<String> USER_NAME =
      InputMember.required("UserName", Shapes.USER_NAME).shown();

  private static final Action TAGGING = Action.of("iam:TagUser");

  private static final Contract<Input, ShownUser> CONTRACT =
      Contract.iam(
          "CreateUser",
          InputStructure.of(
              "CreateUserRequest",
              in ->
                  new Input(
                      in.get(Members.PATH, "/"),
                      in.require(USER_NAME),
                      in.get(Members.PERMISSIONS_BOUNDARY),
                      Tag.parse(in.get(Members.TAGS))),
              Members.PATH,
              USER_NAME,
              Members.PERMISSIONS_BOUNDARY,
              Members.TAGS),
          OutputStructure.of("CreateUserResponse", shown("User", ShownUser.SHAPE, user -> user)),
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT,
          ErrorCode.CONCURRENT_MODIFICATION);

  private final Entropy entropy;

  /** Draws unique ids from {@code entropy}. */
  CreateUser(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, ShownUser> contract() {
    return CONTRACT;
  }

  @Override
  public List<Action> also(Input in) {
    return Tag.onCreation(TAGGING, in.tags());
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    String arn = "arn:aws:iam::%s:user%s%s".formatted(call.account(), in.path(), in.name());
    return Tag.asked(Permission.on(arn), in.tags()).with("iam:PermissionsBoundary", in.boundary());
  }

  @Override
  public Decision<ShownUser> decide(Input in, Directory directory, Call call) {
    if (directory.named(User.class, in.name()) != null) {
      throw Refusals.taken("User", in.name());
    }
    if (directory.count(Kind.USER) >= Quotas.USERS) {
      throw Refusals.quota("UsersPerAccount", Quotas.USERS);
    }
    Identifiers identifiers =
        Identifiers.of(call.account(), Kind.USER, Kind.USER.newId(entropy), in.path(), in.name());
    User user =
        User.of(identifiers, call.now())
            .bounded(Boundary.require(directory, in.boundary()))
            .tagged(in.tags());
    return Decision.of(DirectoryChange.of(directory).putting(user), ShownUser.whole(user));
  }
}
