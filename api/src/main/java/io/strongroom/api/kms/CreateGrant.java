package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.keys.Entropy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code CreateGrant}: gives a principal leave to use a key. */
final class CreateGrant implements KeyWriteOperation<CreateGrant.Input, CreateGrant.Output> {

  /** What is given to whom. */
  public record Input(
      String keyId,
      @Nullable String name,
      String grantee,
      @Nullable String retiring,
      List<String> operations,
      Grant.Constraints constraints,
      KeyRules.Run run) {}

  /** The id of the grant, and a token that stands for it. */
  public record Output(String grantToken, String grantId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> GRANTEE_PRINCIPAL =
      InputMember.required("GranteePrincipal", Shapes.PRINCIPAL).shown();
  private static final InputMember<String> RETIRING_PRINCIPAL =
      InputMember.optional("RetiringPrincipal", Shapes.PRINCIPAL).shown();
  private static final InputMember<List<String>> OPERATIONS =
      InputMember.required("Operations", Shapes.GRANT_OPERATIONS).shown();
  private static final InputMember<Grant.Constraints> CONSTRAINTS =
      InputMember.optional("Constraints", Grants.CONSTRAINTS_IN).shown();
  private static final InputMember<List<String>> GRANT_TOKENS =
      InputMember.optional("GrantTokens", Shapes.GRANT_TOKENS);
  private static final InputMember<String> NAME =
      InputMember.optional("Name", Shapes.GRANT_NAME).shown();
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "CreateGrantRequest",
          CreateGrant::parse,
          KEY_ID,
          GRANTEE_PRINCIPAL,
          RETIRING_PRINCIPAL,
          OPERATIONS,
          CONSTRAINTS,
          GRANT_TOKENS,
          NAME,
          DRY_RUN);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "CreateGrantResponse",
          member("GrantToken", Shapes.GRANT_TOKEN, Output::grantToken),
          shown("GrantId", Shapes.GRANT_ID, Output::grantId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "CreateGrant",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_ARN,
          ErrorCode.INVALID_GRANT_TOKEN,
          ErrorCode.KEY_LIMIT_EXCEEDED,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.DRY_RUN);

  private final Entropy entropy;

  /** Takes what it needs. */
  public CreateGrant(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return List.of(
        new KeyAsk.OnKey(
            "kms:CreateGrant", Asks.exactRef(in.keyId(), call), Grants.conditions(in)));
  }

  @Override
  public KeyChange<Output> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireEnabled(KeyRules.requireCustomer(keys.getFirst()));
    Grant grant =
        new Grant(
            Grants.newId(entropy),
            in.name(),
            in.grantee(),
            in.retiring(),
            call.account().digits(),
            in.operations(),
            in.constraints(),
            call.now());
    KeyRules.stopIfDry(in.run());
    Grant same = in.name() == null ? null : Grants.same(key, grant);
    if (same != null) {
      return KeyChange.none(output(key, same));
    }
    if (key.grants().size() >= Grant.MAX_PER_KEY) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED, "A key can have at most " + Grant.MAX_PER_KEY + " grants");
    }
    List<Grant> grants = new ArrayList<>(key.grants());
    grants.add(grant);
    return KeyChange.of(key.granting(grants), output(key, grant));
  }

  private static Output output(Key key, Grant grant) {
    return new Output(Grants.token(key, grant), grant.id());
  }

  private static Input parse(InputValues in) {
    return new Input(
        in.require(KEY_ID),
        in.get(NAME),
        in.require(GRANTEE_PRINCIPAL),
        in.get(RETIRING_PRINCIPAL),
        Grants.requireSymmetric(in.require(OPERATIONS)),
        in.get(CONSTRAINTS, Grant.Constraints.none()),
        KeyRules.Run.of(in.get(DRY_RUN, false)));
  }
}
