package io.strongroom.iam.policy;

import org.jspecify.annotations.Nullable;

/**
 * The operators of conditions, without prefix and suffix. Their names are compared ignoring case.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
public enum ConditionOperator {
  /** The same text. */
  STRING_EQUALS("StringEquals", Family.STRING),
  /** Another text. */
  STRING_NOT_EQUALS("StringNotEquals", Family.STRING),
  /** The same text but for case. */
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING),
  /** Another text even without regard to case. */
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING),
  /** Text that matches a pattern. */
  STRING_LIKE("StringLike", Family.STRING),
  /** Text that does not match a pattern. */
  STRING_NOT_LIKE("StringNotLike", Family.STRING),
  /** The same number. */
  NUMERIC_EQUALS("NumericEquals", Family.NUMERIC),
  /** Another number. */
  NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC),
  /** A smaller number. */
  NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC),
  /** A smaller or the same number. */
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC),
  /** A greater number. */
  NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC),
  /** A greater or the same number. */
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC),
  /** The same time. */
  DATE_EQUALS("DateEquals", Family.DATE),
  /** Another time. */
  DATE_NOT_EQUALS("DateNotEquals", Family.DATE),
  /** An earlier time. */
  DATE_LESS_THAN("DateLessThan", Family.DATE),
  /** An earlier or the same time. */
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE),
  /** A later time. */
  DATE_GREATER_THAN("DateGreaterThan", Family.DATE),
  /** A later or the same time. */
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE),
  /** The same truth value. */
  BOOL("Bool", Family.BOOL),
  /** The same bytes. */
  BINARY_EQUALS("BinaryEquals", Family.BINARY),
  /** An address in a range. */
  IP_ADDRESS("IpAddress", Family.IP),
  /** An address outside a range. */
  NOT_IP_ADDRESS("NotIpAddress", Family.IP),
  /** An ARN that matches, part by part; the same as {@link #ARN_LIKE}. */
  ARN_EQUALS("ArnEquals", Family.ARN),
  /** An ARN that does not match; the same as {@link #ARN_NOT_LIKE}. */
  ARN_NOT_EQUALS("ArnNotEquals", Family.ARN),
  /** An ARN that matches, part by part. */
  ARN_LIKE("ArnLike", Family.ARN),
  /** An ARN that does not match. */
  ARN_NOT_LIKE("ArnNotLike", Family.ARN),
  /** Whether the key is missing; takes neither prefix nor suffix. */
  NULL("Null", Family.NULL);

  private final String wireName;
  private final Family family;

  ConditionOperator(String wireName, Family family) {
    this.wireName = wireName;
    this.family = family;
  }

  /** What is compared. */
  public enum Family {
    /** Texts, by code point. */
    STRING,
    /** Decimal numbers. */
    NUMERIC,
    /** Times: ISO 8601 or seconds since 1970. */
    DATE,
    /** {@code true} and {@code false}, ignoring case. */
    BOOL,
    /** Bytes, written in base64. */
    BINARY,
    /** Addresses, IPv4 or IPv6, against ranges. */
    IP,
    /** ARNs, part by part. */
    ARN,
    /** The presence of a key. */
    NULL
  }

  /** Returns the operator's name in a document. */
  public String wireName() {
    return wireName;
  }

  /** Returns what the operator compares. */
  public Family family() {
    return family;
  }

  /** Tells whether the operator is one of the {@code Not} operators. */
  public boolean isNegated() {
    return wireName.contains("Not");
  }

  /** Returns the operator of this name, or null. */
  static @Nullable ConditionOperator named(String name) {
    for (ConditionOperator operator : values()) {
      if (operator.wireName.equalsIgnoreCase(name)) {
        return operator;
      }
    }
    return null;
  }
}
