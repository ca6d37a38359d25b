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
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ListPolicies}: managed policies, those that are shipped first, in the order of names. */
final class ListPolicies implements DirectoryRead<ListPolicies.Input, Pages.Page<ShownPolicy>> {

  /** Which policies, and which page of them. */
  record Input(
      String scope,
      boolean onlyAttached,
      String pathPrefix,
      @Nullable String usage,
      Pages.Asked page) {

    /** Tells whether the policy is among those that are asked for. */
    boolean admits(ShownPolicy shown) {
      boolean used =
          switch (usage) {
            case BOUNDARY -> shown.boundaries() > 0;
            case PERMISSIONS -> shown.attachments() > 0;
            case null, default -> true;
          };
      return used
          && (!onlyAttached || shown.attachments() + shown.boundaries() > 0)
          && shown.policy().path().startsWith(pathPrefix);
    }
  }

  private static final String BOUNDARY = "PermissionsBoundary";
  private static final String PERMISSIONS = "PermissionsPolicy";

  private static final InputMember<String> SCOPE =
      InputMember.optional("Scope", Shapes.POLICY_SCOPE).shown();
  private static final InputMember<Boolean> ONLY_ATTACHED =
      InputMember.optional("OnlyAttached", Shapes.FLAG).shown();

  private static final Contract<Input, Pages.Page<ShownPolicy>> CONTRACT =
      Contract.iam(
          "ListPolicies",
          InputStructure.of(
              "ListPoliciesRequest",
              in ->
                  new Input(
                      in.get(SCOPE, "All"),
                      in.get(ONLY_ATTACHED, false),
                      in.get(Members.POLICY_PATH_PREFIX, "/"),
                      in.get(Members.POLICY_USAGE_FILTER),
                      Pages.Asked.of(in)),
              SCOPE,
              ONLY_ATTACHED,
              Members.POLICY_PATH_PREFIX,
              Members.POLICY_USAGE_FILTER,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListPoliciesResponse",
              Pages.members(
                  member("Policies", Shape.list(ShownPolicy.SHAPE), Pages.Page<ShownPolicy>::items),
                  page -> page)));

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListPolicies(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<ShownPolicy>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Pages.Page<ShownPolicy> answer(Input in, Directory directory, Call call) {
    List<ManagedPolicy> own = directory.list(ManagedPolicy.class, "/", null, Integer.MAX_VALUE);
    Stream<ManagedPolicy> all =
        switch (in.scope()) {
          case "AWS" -> AwsManagedPolicies.all().stream();
          case "Local" -> own.stream();
          default -> Stream.concat(AwsManagedPolicies.all().stream(), own.stream());
        };
    List<ShownPolicy> listed =
        all.map(policy -> ShownPolicy.listed(policy, directory)).filter(in::admits).toList();
    String request =
        String.join(
            "\n",
            CONTRACT.name(),
            in.scope(),
            String.valueOf(in.onlyAttached()),
            in.pathPrefix(),
            String.valueOf(in.usage()));
    return pages.ordered(
        Pages.sorted(listed, ListPolicies::key), ListPolicies::key, in.page(), request, call);
  }

  /** A policy of the account can have the name of one that is shipped. */
  private static String key(ShownPolicy shown) {
    String owner = shown.policy().identifiers().account() == null ? "0" : "1";
    return owner + shown.policy().identifiers().foldedName();
  }
}
