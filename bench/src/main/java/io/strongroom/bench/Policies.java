package io.strongroom.bench;

/** The policies under which the server is measured: five statements of the user and the secret. */
final class Policies {

  /** Lets a user read, write and list the secrets of the benchmark, by its last statements. */
  static final String OF_USER =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "*", "Resource": "*",
          "Condition": {"NotIpAddress": {"aws:SourceIp": ["127.0.0.0/8", "10.0.0.0/8"]},
            "Bool": {"aws:ViaAWSService": "false"}}},
        {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["secretsmanager:List*", "secretsmanager:GetRandomPassword"],
          "Resource": "*"},
        {"Effect": "Allow", "Action": "secretsmanager:Describe*",
          "Resource": "arn:aws:secretsmanager:*:*:secret:bench/*"},
        {"Effect": "Allow",
          "Action": ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
          "Resource": "arn:aws:secretsmanager:us-east-1:*:secret:bench/*"}]}
      """;

  /** Refuses what nobody asks for here, and allows others. */
  static final String OF_SECRET =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:Delete*", "Resource": "*",
          "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "operators"}}},
        {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue",
          "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}},
        {"Effect": "Allow", "Principal": {"AWS": "444455556666"},
          "Action": "secretsmanager:GetSecretValue", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"AWS": "777788889999"},
          "Action": "secretsmanager:DescribeSecret", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue",
          "Resource": "*", "Condition": {"StringEquals": {"secretsmanager:VersionStage": "OLD"}}}]}
      """;

  private Policies() {}
}
