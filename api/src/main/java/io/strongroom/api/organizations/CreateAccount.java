package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.directory.Account;
import java.util.List;

/**
 * {@code CreateAccount}: makes an account and in it the role by which the management account
 * reaches it. It is done when it is answered.
 */
final class CreateAccount implements AccountOperation<CreateAccount.Input, Makings.Making> {

  /** The role that is made where no other name is given. */
  private static final String USUAL_ROLE = "OrganizationAccountAccessRole";

  /** What the account is called. */
  record Input(String email, String name, String roleName) {}

  private static final InputMember<String> EMAIL = InputMember.required("Email", Shapes.EMAIL);
  private static final InputMember<String> NAME =
      InputMember.required("AccountName", Shapes.NEW_NAME);
  private static final InputMember<String> ROLE_NAME =
      InputMember.optional("RoleName", Shapes.ROLE_NAME).shown();
  private static final InputMember<String> BILLING =
      InputMember.optional("IamUserAccessToBilling", Shapes.oneOf("ALLOW", "DENY")).shown();
  private static final String TAG_PATTERN = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
  private static final InputMember<String> TAG_KEY =
      InputMember.required("Key", Shapes.pattern(1, 128, TAG_PATTERN, _ -> true)).shown();
  private static final InputMember<String> TAG_VALUE =
      InputMember.required("Value", Shapes.pattern(0, 256, TAG_PATTERN, _ -> true)).shown();
  private static final InputMember<List<String>> TAGS =
      InputMember.optional(
              "Tags",
              Shape.list(InputStructure.of("Tag", in -> in.require(TAG_KEY), TAG_KEY, TAG_VALUE)))
          .shown();

  private static final Contract<Input, Makings.Making> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          "CreateAccount",
          InputStructure.of(
              "CreateAccountRequest", CreateAccount::input, EMAIL, NAME, ROLE_NAME, BILLING, TAGS),
          OutputStructure.of(
              "CreateAccountResponse",
              shown("CreateAccountStatus", Shapes.MAKING, making -> making)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE,
          ErrorCode.ORGANIZATIONS_INVALID_INPUT);

  private final Management management;
  private final Makings makings;

  CreateAccount(Management management, Makings makings) {
    this.management = management;
    this.makings = makings;
  }

  @Override
  public Contract<Input, Makings.Making> contract() {
    return CONTRACT;
  }

  /** There is no billing to give access to; tags of accounts would be kept by nobody. */
  private static Input input(InputValues in) {
    if (!in.get(TAGS, List.of()).isEmpty()) {
      throw new ServiceException(
          ErrorCode.ORGANIZATIONS_INVALID_INPUT, "Tags of accounts are not offered.");
    }
    return new Input(in.require(EMAIL), in.require(NAME), in.get(ROLE_NAME, USUAL_ROLE));
  }

  @Override
  public Makings.Making answer(Input in, Call call) {
    Account manager = management.require(call);
    Makings.Making making =
        makings.make(
            manager,
            in.name(),
            in.email(),
            in.roleName(),
            call.now(),
            made -> call.record(this, made));
    if (making.state() == Makings.State.FAILED) {
      call.changedNothing();
    }
    return making;
  }
}
