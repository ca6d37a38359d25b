package io.strongroom.api.iam;

/**
 * How large all inline policies of one user, group or role may be together, white space left out.
 * Source: IAM User Guide, "IAM and AWS STS quotas".
 */
final class InlineSizes {
  static final int USER = 2_048;
  static final int GROUP = 5_120;
  static final int ROLE = 10_240;

  private InlineSizes() {}
}
