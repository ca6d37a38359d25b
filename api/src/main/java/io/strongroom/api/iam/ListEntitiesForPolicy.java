package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ListEntitiesForPolicy}: whom a managed policy is attached to or bounds: groups, then roles
 * and users, each in the order of names.
 */
final class ListEntitiesForPolicy
    implements DirectoryRead<ListEntitiesForPolicy.Input, Pages.Page<Identity.Bearer>> {

  /** Which policy, whom of its bearers, and which page. */
  record Input(
      String policyArn,
      @Nullable String type,
      String pathPrefix,
      @Nullable String usage,
      Pages.Asked page) {}

  private static final String BOUNDARY = "PermissionsBoundary";
  private static final String PERMISSIONS = "PermissionsPolicy";

  private static final InputMember<String> ENTITY_FILTER =
      InputMember.optional("EntityFilter", Shapes.ENTITY_TYPE).shown();
  private static final InputMember<String> PATH_PREFIX =
      InputMember.optional("PathPrefix", Shapes.PATH).shown();

  private static final Contract<Input, Pages.Page<Identity.Bearer>> CONTRACT =
      Contract.iam(
          "ListEntitiesForPolicy",
          InputStructure.of(
              "ListEntitiesForPolicyRequest",
              in ->
                  new Input(
                      in.require(Members.POLICY_ARN),
                      in.get(ENTITY_FILTER),
                      in.get(PATH_PREFIX, "/"),
                      in.get(Members.POLICY_USAGE_FILTER),
                      Pages.Asked.of(in)),
              Members.POLICY_ARN,
              ENTITY_FILTER,
              PATH_PREFIX,
              Members.POLICY_USAGE_FILTER,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of("ListEntitiesForPolicyResponse", members()),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT);

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListEntitiesForPolicy(Pages pages) {
    this.pages = pages;
  }

  private static List<OutputStructure.Member<Pages.Page<Identity.Bearer>, ?>> members() {
    List<OutputStructure.Member<Pages.Page<Identity.Bearer>, ?>> members =
        Pages.members(entities("PolicyGroups", Target.GROUP), page -> page);
    members.add(entities("PolicyUsers", Target.NEW_USER));
    members.add(entities("PolicyRoles", Target.ROLE));
    return members;
  }

  private static <T extends Identity>
      OutputStructure.Member<Pages.Page<Identity.Bearer>, List<T>> entities(
          String name, Target<T> target) {
    OutputStructure<T> shape =
        OutputStructure.of(
            "Policy" + target.word(),
            member(target.member().name(), target.member().shape(), Identity::name),
            member(target.word() + "Id", Shapes.ID, Identity::id));
    return member(
        name,
        Shape.list(shape),
        page ->
            page.items().stream()
                .filter(target.type()::isInstance)
                .map(target.type()::cast)
                .toList());
  }

  @Override
  public Contract<Input, Pages.Page<Identity.Bearer>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, in.policyArn());
  }

  @Override
  public Pages.Page<Identity.Bearer> answer(Input in, Directory directory, Call call) {
    String arn = Target.POLICY.require(directory, in.policyArn()).arn();
    Stream<Identity.Bearer> attached =
        BOUNDARY.equals(in.usage()) ? Stream.of() : directory.attachments(arn).stream();
    Stream<Identity.Bearer> bounded =
        PERMISSIONS.equals(in.usage()) ? Stream.of() : directory.boundedBy(arn).stream();
    List<Identity.Bearer> entities =
        Stream.concat(attached, bounded)
            .distinct()
            .filter(each -> each.path().startsWith(in.pathPrefix()) && isOfType(each, in.type()))
            .sorted(Comparator.comparing(ListEntitiesForPolicy::key))
            .toList();
    String request =
        String.join(
            "\n",
            CONTRACT.name(),
            arn,
            String.valueOf(in.type()),
            in.pathPrefix(),
            String.valueOf(in.usage()));
    return pages.ordered(
        Pages.sorted(entities, ListEntitiesForPolicy::key),
        ListEntitiesForPolicy::key,
        in.page(),
        request,
        call);
  }

  /** The model has types here that are never the bearers of a policy. */
  private static boolean isOfType(Identity bearer, @Nullable String type) {
    return type == null || bearer.kind().resource().equals(Identifiers.fold(type));
  }

  private static String key(Identity bearer) {
    return bearer.kind().resource() + "/" + bearer.identifiers().foldedName();
  }
}
