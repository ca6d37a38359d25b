package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateRole}: another description or longest session. A description that is left out stays.
 */
final class UpdateRole implements DirectoryWrite<UpdateRole.Input, Nothing> {

  /** The role, and what to change of it; null for nothing. */
  record Input(String name, @Nullable String description, @Nullable Long maxSessionSeconds) {}

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateRole",
          InputStructure.of(
              "UpdateRoleRequest",
              in ->
                  new Input(
                      in.require(Members.ROLE_NAME),
                      in.get(Members.ROLE_DESCRIPTION),
                      in.get(Members.MAX_SESSION_DURATION)),
              Members.ROLE_NAME,
              Members.ROLE_DESCRIPTION,
              Members.MAX_SESSION_DURATION),
          OutputStructure.of("UpdateRoleResponse"),
          ErrorCode.UNMODIFIABLE_ENTITY,
          ErrorCode.NO_SUCH_ENTITY);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.ROLE.permission(directory, call, in.name());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Role role = Target.ROLE.require(directory, in.name());
    String description = in.description() == null ? role.description() : in.description();
    Long seconds = in.maxSessionSeconds();
    Duration longest = seconds == null ? role.maxSession() : Duration.ofSeconds(seconds);
    return Identities.putting(directory, role.described(description, longest));
  }
}
