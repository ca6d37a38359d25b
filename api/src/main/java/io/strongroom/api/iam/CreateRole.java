package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.keys.Entropy;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** {@code CreateRole}: makes a role without policies. */
final class CreateRole implements DirectoryWrite<CreateRole.Input, ShownRole> {

  /** The role to make. */
  record Input(
      String path,
      String name,
      String trustPolicy,
      @Nullable String description,
      Duration maxSession,
      @Nullable String boundary,
      SequencedMap<String, String> tags) {}

  private static final InputMember<String> TRUST_POLICY =
      InputMember.required("AssumeRolePolicyDocument", Shapes.POLICY_DOCUMENT).shown();

  /** That the boundary does not exist is told, as AWS does, although the model lacks the error. */
  private static final Action TAGGING = Action.of("iam:TagRole");

  private static final Contract<Input, ShownRole> CONTRACT =
      Contract.iam(
          "CreateRole",
          InputStructure.of(
              "CreateRoleRequest",
              CreateRole::read,
              Members.PATH,
              Members.ROLE_NAME,
              TRUST_POLICY,
              Members.ROLE_DESCRIPTION,
              Members.MAX_SESSION_DURATION,
              Members.PERMISSIONS_BOUNDARY,
              Members.TAGS),
          OutputStructure.of("CreateRoleResponse", shown("Role", ShownRole.SHAPE, role -> role)),
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.INVALID_INPUT,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.CONCURRENT_MODIFICATION,
          ErrorCode.NO_SUCH_ENTITY);

  private final TrustPolicies trusts;
  private final Entropy entropy;

  /** Draws unique ids from {@code entropy}. */
  CreateRole(TrustPolicies trusts, Entropy entropy) {
    this.trusts = trusts;
    this.entropy = entropy;
  }

  private static Input read(InputValues in) {
    Long seconds = in.get(Members.MAX_SESSION_DURATION);
    return new Input(
        in.get(Members.PATH, "/"),
        in.require(Members.ROLE_NAME),
        in.require(TRUST_POLICY),
        in.get(Members.ROLE_DESCRIPTION),
        seconds == null ? Role.SHORTEST_MAXIMUM : Duration.ofSeconds(seconds),
        in.get(Members.PERMISSIONS_BOUNDARY),
        Tag.parse(in.get(Members.TAGS)));
  }

  @Override
  public Contract<Input, ShownRole> contract() {
    return CONTRACT;
  }

  @Override
  public List<Action> also(Input in) {
    return Tag.onCreation(TAGGING, in.tags());
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    String arn = "arn:aws:iam::%s:role%s%s".formatted(call.account(), in.path(), in.name());
    return Tag.asked(Permission.on(arn), in.tags()).with("iam:PermissionsBoundary", in.boundary());
  }

  @Override
  public Decision<ShownRole> decide(Input in, Directory directory, Call call) {
    String trustPolicy = trusts.stored(in.trustPolicy());
    if (directory.named(Role.class, in.name()) != null) {
      throw Refusals.taken("Role", in.name());
    }
    if (directory.count(Kind.ROLE) >= Quotas.ROLES) {
      throw Refusals.quota("RolesPerAccount", Quotas.ROLES);
    }
    Identifiers identifiers =
        Identifiers.of(call.account(), Kind.ROLE, Kind.ROLE.newId(entropy), in.path(), in.name());
    Role role =
        Role.of(identifiers, call.now(), trustPolicy)
            .described(in.description(), in.maxSession())
            .bounded(Boundary.require(directory, in.boundary()))
            .tagged(in.tags());
    return Decision.of(
        DirectoryChange.of(directory).putting(role), ShownRole.changed(role, in.trustPolicy()));
  }
}
