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
import io.strongroom.core.identity.LastUses;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code GetAccountAuthorizationDetails}: every user, group, role and managed policy of the account
 * with all that says what it may do. A policy that is shipped is shown where something uses it.
 *
 * <p>Source: IAM API Reference, GetAccountAuthorizationDetails.
 */
final class GetAccountAuthorizationDetails
    implements DirectoryRead<GetAccountAuthorizationDetails.Input, Pages.Page<EntityDetail>> {

  /** Which kinds, none for all, and which page. */
  record Input(List<String> kinds, Pages.Asked page) {

    private boolean wants(String kind) {
      return kinds.isEmpty() || kinds.contains(kind);
    }
  }

  private static final InputMember<List<String>> FILTER =
      InputMember.optional("Filter", Shape.list(Shapes.ENTITY_TYPE));

  private static final Contract<Input, Pages.Page<EntityDetail>> CONTRACT =
      Contract.iam(
          "GetAccountAuthorizationDetails",
          InputStructure.of(
              "GetAccountAuthorizationDetailsRequest",
              in ->
                  new Input(
                      List.copyOf(new TreeSet<>(in.get(FILTER, List.of()))), Pages.Asked.of(in)),
              FILTER,
              Members.MAX_ITEMS,
              Members.MARKER),
          OutputStructure.of("GetAccountAuthorizationDetailsResponse", members()));

  private final TrustPolicies trusts;
  private final Pages pages;
  private final LastUses uses;

  /** Shows roles by {@code trusts} and {@code uses}, and cuts lists by {@code pages}. */
  GetAccountAuthorizationDetails(TrustPolicies trusts, Pages pages, LastUses uses) {
    this.trusts = trusts;
    this.pages = pages;
    this.uses = uses;
  }

  private static List<OutputStructure.Member<Pages.Page<EntityDetail>, ?>> members() {
    List<OutputStructure.Member<Pages.Page<EntityDetail>, ?>> members =
        Pages.members(
            of("UserDetailList", EntityDetail.USER, EntityDetail.OfUser.class), page -> page);
    members.add(of("GroupDetailList", EntityDetail.GROUP, EntityDetail.OfGroup.class));
    members.add(of("RoleDetailList", EntityDetail.ROLE, EntityDetail.OfRole.class));
    members.add(of("Policies", EntityDetail.POLICY, EntityDetail.OfPolicy.class));
    return members;
  }

  private static <T extends EntityDetail>
      OutputStructure.Member<Pages.Page<EntityDetail>, List<T>> of(
          String name, OutputStructure<T> shape, Class<T> type) {
    return member(
        name,
        Shape.list(shape),
        page -> page.items().stream().filter(type::isInstance).map(type::cast).toList());
  }

  @Override
  public Contract<Input, Pages.Page<EntityDetail>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Pages.Page<EntityDetail> answer(Input in, Directory directory, Call call) {
    List<Identity> all = new ArrayList<>();
    if (in.wants("User")) {
      all.addAll(all(User.class, directory));
    }
    if (in.wants("Group")) {
      all.addAll(all(Group.class, directory));
    }
    if (in.wants("Role")) {
      all.addAll(all(Role.class, directory));
    }
    if (in.wants("LocalManagedPolicy")) {
      all.addAll(all(ManagedPolicy.class, directory));
    }
    if (in.wants("AWSManagedPolicy")) {
      AwsManagedPolicies.all().stream().filter(each -> isUsed(each, directory)).forEach(all::add);
    }
    all.sort(Comparator.comparing(GetAccountAuthorizationDetails::key));
    return pages
        .ordered(
            Pages.sorted(all, GetAccountAuthorizationDetails::key),
            GetAccountAuthorizationDetails::key,
            in.page(),
            CONTRACT.name() + "\n" + in.kinds(),
            call)
        .map(each -> detail(each, directory, call));
  }

  private static <T extends Identity> List<T> all(Class<T> type, Directory directory) {
    return directory.list(type, "/", null, Integer.MAX_VALUE);
  }

  private static boolean isUsed(ManagedPolicy policy, Directory directory) {
    return !directory.attachments(policy.arn()).isEmpty()
        || !directory.boundedBy(policy.arn()).isEmpty();
  }

  /** Shipped policies come last, for their names can be those of others. */
  private static String key(Identity identity) {
    String shipped = identity.identifiers().account() == null ? "shipped-" : "";
    return shipped + identity.kind().resource() + "/" + identity.identifiers().foldedName();
  }

  private EntityDetail detail(Identity identity, Directory directory, Call call) {
    return switch (identity) {
      case User user -> new EntityDetail.OfUser(user, directory);
      case Group group -> new EntityDetail.OfGroup(group, directory);
      case Role role ->
          new EntityDetail.OfRole(
              ShownRole.whole(
                  role,
                  trusts.shown(role.trustPolicy()),
                  uses.of(new Subject(call.account(), role.id()))),
              directory);
      case ManagedPolicy policy -> new EntityDetail.OfPolicy(policy, directory);
      default -> throw new IllegalArgumentException("not shown: " + identity.kind());
    };
  }
}
