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
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Quotas;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.keys.Entropy;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** {@code CreatePolicy}: makes a managed policy with its first version. */
final class CreatePolicy implements DirectoryWrite<CreatePolicy.Input, ShownPolicy> {

  /** The policy to make. */
  record Input(
      String name,
      String path,
      String document,
      @Nullable String description,
      SequencedMap<String, String> tags) {}

  private static final InputMember<String> PATH =
      InputMember.optional("Path", Shapes.POLICY_PATH).shown();
  private static final InputMember<String> DESCRIPTION =
      InputMember.optional("Description", Shapes.POLICY_DESCRIPTION);

  private static final Action TAGGING = Action.of("iam:TagPolicy");

  private static final Contract<Input, ShownPolicy> CONTRACT =
      Contract.iam(
          "CreatePolicy",
          InputStructure.of(
              "CreatePolicyRequest",
              in ->
                  new Input(
                      in.require(Members.POLICY_NAME),
                      in.get(PATH, "/"),
                      in.require(Members.POLICY_DOCUMENT),
                      in.get(DESCRIPTION),
                      Tag.parse(in.get(Members.TAGS))),
              Members.POLICY_NAME,
              PATH,
              Members.POLICY_DOCUMENT,
              DESCRIPTION,
              Members.TAGS),
          OutputStructure.of(
              "CreatePolicyResponse", shown("Policy", ShownPolicy.SHAPE, policy -> policy)),
          ErrorCode.INVALID_INPUT,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENTITY_ALREADY_EXISTS,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.CONCURRENT_MODIFICATION);

  private final Entropy entropy;

  /** Draws unique ids from {@code entropy}. */
  CreatePolicy(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, ShownPolicy> contract() {
    return CONTRACT;
  }

  @Override
  public List<Action> also(Input in) {
    return Tag.onCreation(TAGGING, in.tags());
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    String arn = "arn:aws:iam::%s:policy%s%s".formatted(call.account(), in.path(), in.name());
    return Tag.asked(Permission.on(arn), in.tags());
  }

  @Override
  public Decision<ShownPolicy> decide(Input in, Directory directory, Call call) {
    ManagedPolicies.requireDocument(in.document());
    if (directory.named(ManagedPolicy.class, in.name()) != null) {
      throw new ServiceException(
          ErrorCode.ENTITY_ALREADY_EXISTS,
          "A policy called %s already exists. Duplicate names are not allowed."
              .formatted(in.name()));
    }
    if (directory.count(Kind.POLICY) >= Quotas.POLICIES) {
      throw Refusals.quota("PoliciesPerAccount", Quotas.POLICIES);
    }
    Identifiers identifiers =
        Identifiers.of(
            call.account(), Kind.POLICY, Kind.POLICY.newId(entropy), in.path(), in.name());
    ManagedPolicy policy =
        ManagedPolicy.of(identifiers, call.now(), in.description(), in.document())
            .tagged(in.tags());
    return Decision.of(
        DirectoryChange.of(directory).putting(policy), ShownPolicy.made(policy, directory));
  }
}
