package io.strongroom.api;

import io.strongroom.api.PermissionNeed.Refusal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What operations of Secrets Manager need. Source: Service Authorization Reference, "Actions
 * defined by AWS Secrets Manager"; Secrets Manager API Reference, "Required permissions" of each
 * operation; user guide, "Permissions for the KMS key".
 */
final class PermissionRowsOfSecrets {
  private static final String DB = "${db}";
  private static final String OWN = "${own}";
  private static final String NEW =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:new-??????";
  private static final String TOKEN = "\"ClientRequestToken\":\"${token}\"";
  private static final String PARTNER = ",\"ExternalSecretRotationRoleArn\":\"${runner}\"";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

  private PermissionRowsOfSecrets() {}

  private static PermissionRow row(String name, String body) {
    return PermissionRow.of("secretsmanager:" + name, body);
  }

  /** A request about the shared secret that needs the operation's own permission. */
  private static PermissionRow about(String name, String more) {
    return row(name, "{\"SecretId\":\"${db}\"" + more + "}").on("secretsmanager:" + name, DB);
  }

  static List<PermissionRow> all() {
    return Stream.of(fromBatchToPut(), fromRemoveToValidate()).flatMap(List::stream).toList();
  }

  private static List<PermissionRow> fromBatchToPut() {
    return List.of(
        row("BatchGetSecretValue", "{\"SecretIdList\":[\"${db}\"]}")
            .onNothing("secretsmanager:BatchGetSecretValue")
            .with("secretsmanager:GetSecretValue", DB, Refusal.OF_ITEM)
            .with("kms:Decrypt", "${key}", Refusal.OF_ITEMS_SERVICE_CALL),
        row("BatchGetSecretValue", "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"prod/own\"]}]}")
            .onNothing("secretsmanager:BatchGetSecretValue")
            .onNothing("secretsmanager:ListSecrets")
            .with("secretsmanager:GetSecretValue", OWN, Refusal.OF_ITEM),
        row("CancelRotateSecret", "{\"SecretId\":\"${turning}\"}")
            .on("secretsmanager:CancelRotateSecret", "${turning}"),
        row("CreateSecret", "{\"Name\":\"new\"}").on("secretsmanager:CreateSecret", NEW),
        row("CreateSecret", "{\"Name\":\"new\",\"SecretString\":\"s\"," + TOKEN + "}")
            .on("secretsmanager:CreateSecret", NEW),
        row(
                "CreateSecret",
                """
                {"Name":"new","KmsKeyId":"${key}","SecretString":"s",
                 "Tags":[{"Key":"k","Value":"v"}],"AddReplicaRegions":[{"Region":"eu-west-1"}],
                 "ClientRequestToken":"${token}"}\
                """)
            .on("secretsmanager:CreateSecret", NEW)
            .on("secretsmanager:TagResource", NEW)
            .on("secretsmanager:ReplicateSecretToRegions", NEW)
            .using("kms:GenerateDataKey", "${key}")
            .using("kms:Decrypt", "${key}"),
        about("DeleteResourcePolicy", ""),
        about("DeleteSecret", ""),
        about("DescribeSecret", ""),
        row("GetRandomPassword", "{}").onNothing("secretsmanager:GetRandomPassword"),
        about("GetResourcePolicy", ""),
        about("GetSecretValue", "").using("kms:Decrypt", "${key}"),
        row("GetSecretValue", "{\"SecretId\":\"${own}\"}").on("secretsmanager:GetSecretValue", OWN),
        about("ListSecretVersionIds", ""),
        row("ListSecrets", "{}").onNothing("secretsmanager:ListSecrets"),
        about("PutResourcePolicy", ",\"ResourcePolicy\":\"${resource-policy}\""),
        about("PutSecretValue", ",\"SecretString\":\"s\"," + TOKEN)
            .using("kms:GenerateDataKey", "${key}"),
        about("PutSecretValue", ",\"SecretString\":\"second\",\"ClientRequestToken\":\"${second}\"")
            .using("kms:Decrypt", "${key}"));
  }

  private static List<PermissionRow> fromRemoveToValidate() {
    return List.of(
        row(
                "RemoveRegionsFromReplication",
                "{\"SecretId\":\"${far}\",\"RemoveReplicaRegions\":[\"eu-west-1\"]}")
            .on("secretsmanager:RemoveRegionsFromReplication", "${far}"),
        row(
                "ReplicateSecretToRegions",
                "{\"SecretId\":\"${own}\",\"AddReplicaRegions\":[{\"Region\":\"eu-west-1\"}]}")
            .on("secretsmanager:ReplicateSecretToRegions", OWN),
        row("RestoreSecret", "{\"SecretId\":\"${gone}\"}")
            .on("secretsmanager:RestoreSecret", "${gone}"),
        about("RotateSecret", ",\"RotationLambdaARN\":\"" + FUNCTION + "\"" + rotating())
            .on("lambda:InvokeFunction", FUNCTION),
        row("RotateSecret", "{\"SecretId\":\"${turning}\"" + rotating() + "}")
            .on("secretsmanager:RotateSecret", "${turning}")
            .on("lambda:InvokeFunction", FUNCTION),
        row("RotateSecret", "{\"SecretId\":\"${partner}\"" + PARTNER + rotating() + "}")
            .on("secretsmanager:RotateSecret", "${partner}")
            .with("iam:PassRole", "${runner}", Refusal.OF_PASSING_TO_ROTATION),
        row("StopReplicationToReplica", "{\"SecretId\":\"${replica}\"}")
            .on("secretsmanager:StopReplicationToReplica", "${replica}"),
        about("TagResource", ",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]"),
        about("UntagResource", ",\"TagKeys\":[\"k\"]"),
        about("UpdateSecret", ",\"Description\":\"d\""),
        about("UpdateSecret", ",\"SecretString\":\"s\"," + TOKEN)
            .using("kms:GenerateDataKey", "${key}"),
        about("UpdateSecret", ",\"KmsKeyId\":\"${key2}\"")
            .using("kms:GenerateDataKey", "${key2}")
            .using("kms:Decrypt", "${key2}"),
        about(
            "UpdateSecretVersionStage",
            ",\"VersionStage\":\"MINE\",\"MoveToVersionId\":\"${second}\""),
        about("ValidateResourcePolicy", ",\"ResourcePolicy\":\"${resource-policy}\"")
            .on("secretsmanager:PutResourcePolicy", DB),
        row("ValidateResourcePolicy", "{\"ResourcePolicy\":\"${resource-policy}\"}")
            .onNothing("secretsmanager:ValidateResourcePolicy")
            .onNothing("secretsmanager:PutResourcePolicy"));
  }

  private static String rotating() {
    return ",\"RotationRules\":{\"AutomaticallyAfterDays\":30},\"RotateImmediately\":false,"
        + TOKEN;
  }
}
