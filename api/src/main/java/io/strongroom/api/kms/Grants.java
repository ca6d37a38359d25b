package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.keys.Entropy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operations on grants have in common. */
final class Grants {
  private static final InputMember<Map<String, String>> SUBSET =
      InputMember.optional("EncryptionContextSubset", Shapes.CONTEXT).shown();
  private static final InputMember<Map<String, String>> EQUAL =
      InputMember.optional("EncryptionContextEquals", Shapes.CONTEXT).shown();

  /** The encryption contexts that a grant is to be good for. */
  static final InputStructure<Grant.Constraints> CONSTRAINTS_IN =
      InputStructure.of(
          "GrantConstraints",
          in -> new Grant.Constraints(in.get(SUBSET), in.get(EQUAL)),
          SUBSET,
          EQUAL);

  private static final OutputStructure<Grant.Constraints> CONSTRAINTS_OUT =
      OutputStructure.of(
          "GrantConstraints",
          member("EncryptionContextSubset", Shapes.CONTEXT, Grant.Constraints::subset),
          member("EncryptionContextEquals", Shapes.CONTEXT, Grant.Constraints::equal));

  /** A grant as lists show it. */
  static final OutputStructure<Shown> ENTRY =
      OutputStructure.of(
          "GrantListEntry",
          member("KeyId", Shapes.KEY_ID, shown -> shown.key().arn()),
          member("GrantId", Shapes.GRANT_ID, shown -> shown.grant().id()),
          member("Name", Shapes.GRANT_NAME, shown -> shown.grant().name()),
          member("CreationDate", Shapes.DATE, shown -> shown.grant().created()),
          member("GranteePrincipal", Shapes.PRINCIPAL, shown -> shown.grant().grantee()),
          member("RetiringPrincipal", Shapes.PRINCIPAL, shown -> shown.grant().retiring()),
          member("IssuingAccount", Shapes.PRINCIPAL, Shown::issuer),
          member("Operations", Shapes.GRANT_OPERATIONS, shown -> shown.grant().operations()),
          member("Constraints", CONSTRAINTS_OUT, Shown::constraints));

  /** What grants on symmetric keys can allow. Source: KMS developer guide, "Grant operations". */
  private static final Set<String> SYMMETRIC =
      Set.of(
          "Decrypt",
          "Encrypt",
          "GenerateDataKey",
          "GenerateDataKeyWithoutPlaintext",
          "GenerateDataKeyPair",
          "GenerateDataKeyPairWithoutPlaintext",
          "ReEncryptFrom",
          "ReEncryptTo",
          "CreateGrant",
          "RetireGrant",
          "DescribeKey");

  private static final int ID_BYTES = 32;

  private Grants() {}

  /** A grant and its key. */
  record Shown(Key key, Grant grant) {
    private String issuer() {
      return "arn:aws:iam::" + grant.issuer() + ":root";
    }

    private Grant.@Nullable Constraints constraints() {
      return grant.constraints().equals(Grant.Constraints.none()) ? null : grant.constraints();
    }
  }

  /** What a token stands for. */
  record Named(String keyArn, String grantId) {}

  static String newId(Entropy entropy) {
    return HexFormat.of().formatHex(entropy.bytes(ID_BYTES));
  }

  /** Returns the token of a grant. It opens nothing: it names key and grant. */
  static String token(Key key, Grant grant) {
    String named = key.arn() + '\n' + grant.id();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(named.getBytes(UTF_8));
  }

  /**
   * Reads a token.
   *
   * @throws ServiceException InvalidGrantTokenException
   */
  static Named parseToken(String token) {
    String named;
    try {
      named = new String(Base64.getUrlDecoder().decode(token.getBytes(UTF_8)), UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalidToken();
    }
    int end = named.indexOf('\n');
    if (end < 0 || !named.startsWith("arn:")) {
      throw invalidToken();
    }
    return new Named(named.substring(0, end), named.substring(end + 1));
  }

  private static ServiceException invalidToken() {
    return new ServiceException(ErrorCode.INVALID_GRANT_TOKEN, "Invalid grant token");
  }

  /**
   * Refuses operations that a symmetric key does not have.
   *
   * @throws ServiceException ValidationException
   */
  static List<String> requireSymmetric(List<String> operations) {
    for (String operation : operations) {
      if (!SYMMETRIC.contains(operation)) {
        throw new ServiceException(
            ErrorCode.VALIDATION,
            "Grant operation " + operation + " does not apply to symmetric encryption keys.");
      }
    }
    return operations;
  }

  /** Returns the grant of a key that is the same but for id and date, or null. */
  static @Nullable Grant same(Key key, Grant wanted) {
    return key.grants().stream().filter(wanted::isSameAs).findFirst().orElse(null);
  }

  /**
   * Returns a grant of a key.
   *
   * @throws ServiceException NotFoundException
   */
  static Grant require(Key key, String grantId) {
    return key.grants().stream()
        .filter(grant -> grant.id().equals(grantId))
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    ErrorCode.KEY_NOT_FOUND, "Grant ID " + grantId + " not found"));
  }

  /** Returns the key without a grant. */
  static Key without(Key key, Grant grant) {
    List<Grant> grants = new ArrayList<>(key.grants());
    grants.remove(grant);
    return key.granting(grants);
  }

  /** Returns the condition keys of a new grant. */
  static Map<String, List<String>> conditions(CreateGrant.Input in) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    conditions.put("kms:GranteePrincipal", List.of(in.grantee()));
    conditions.put("kms:GrantOperations", in.operations());
    conditions.put("kms:GrantIsForAWSResource", List.of("false"));
    if (in.retiring() != null) {
      conditions.put("kms:RetiringPrincipal", List.of(in.retiring()));
    }
    if (in.constraints().equal() != null) {
      conditions.put("kms:GrantConstraintType", List.of("EncryptionContextEquals"));
    } else if (in.constraints().subset() != null) {
      conditions.put("kms:GrantConstraintType", List.of("EncryptionContextSubset"));
    }
    return conditions;
  }
}
