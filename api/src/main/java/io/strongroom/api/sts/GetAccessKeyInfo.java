package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.DirectoryStore;

/**
 * {@code GetAccessKeyInfo}: says which account a lasting access key belongs to. Temporary keys are
 * not stored, so nothing is known of them without their token.
 */
final class GetAccessKeyInfo implements AccountOperation<String, String> {
  private static final InputMember<String> ID =
      InputMember.required("AccessKeyId", Shapes.ACCESS_KEY_ID).shown();
  private static final Contract<String, String> CONTRACT =
      Contract.ofService(
          StsOperations.NAME,
          "GetAccessKeyInfo",
          InputStructure.of("GetAccessKeyInfoRequest", in -> in.require(ID), ID),
          OutputStructure.of(
              "GetAccessKeyInfoResponse", member("Account", Shape.text(), account -> account)));

  private final DirectoryStore store;

  GetAccessKeyInfo(DirectoryStore store) {
    this.store = store;
  }

  @Override
  public Contract<String, String> contract() {
    return CONTRACT;
  }

  @Override
  public String answer(String accessKeyId, Call call) {
    AccessKey key = store.accessKey(accessKeyId);
    if (key == null) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "The access key id is not one of this server.");
    }
    return key.account().digits();
  }
}
