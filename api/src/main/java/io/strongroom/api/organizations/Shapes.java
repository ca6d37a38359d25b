package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.FriendlyNames;
import io.strongroom.iam.directory.Account;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The shapes that several operations share. Source: service model 2016-11-28. */
final class Shapes {
  static final Shape<String> EMAIL =
      pattern(6, 64, "[^\\s@]+@[^\\s@]+\\.[^\\s@]+", Shapes::isEmail);
  static final Shape<String> NEW_NAME =
      pattern(
          1, 50, "[\\u0020-\\u007E]+", text -> text.chars().allMatch(c -> c >= ' ' && c <= '~'));
  static final Shape<String> NAME = pattern(1, 128, "[\\s\\S]*", _ -> true);
  static final Shape<String> ROLE_NAME =
      pattern(0, 64, "[\\w+=,.@-]{1,64}", text -> FriendlyNames.isName(text, 64));
  static final Shape<String> ACCOUNT_ID = pattern(0, 12, "^\\d{12}$", AccountId::isAccountId);
  static final Shape<String> ACCOUNT_ARN =
      pattern(
          0,
          Shape.UNBOUNDED,
          "^arn:aws:organizations::\\d{12}:account\\/o-[a-z0-9]{10,32}\\/\\d{12}",
          _ -> true);
  static final Shape<String> MAKING_ID = pattern(0, 36, "^car-[a-z0-9]{8,32}$", Shapes::isMakingId);
  static final Shape<String> STATE = oneOf("IN_PROGRESS", "SUCCEEDED", "FAILED");
  static final Shape<String> NEXT_TOKEN = pattern(0, 100_000, "[\\s\\S]*", _ -> true);

  static final InputMember<String> ACCOUNT = InputMember.required("AccountId", ACCOUNT_ID).shown();
  static final InputMember<String> TOKEN = InputMember.optional("NextToken", NEXT_TOKEN);
  static final InputMember<Long> MAX_RESULTS =
      InputMember.optional("MaxResults", new Shape.Whole(Shape.Width.INTEGER, 1, 20)).shown();

  /** An account as its organization shows it. */
  record Shown(Account account, AccountId management) {

    String arn() {
      return Shapes.arn(account.id(), management);
    }

    /** A closed account is told so by one member and called suspended by the older one. */
    String state() {
      return account.status() == Account.Status.SUSPENDED ? "CLOSED" : account.status().name();
    }
  }

  static final OutputStructure<Shown> SHOWN =
      OutputStructure.of(
          "Account",
          shown("Id", ACCOUNT_ID, shown -> shown.account().id().digits()),
          member("Arn", ACCOUNT_ARN, Shown::arn),
          member("Email", EMAIL, shown -> shown.account().email()),
          member("Name", NAME, shown -> shown.account().name()),
          member(
              "Status",
              oneOf("ACTIVE", "SUSPENDED", "PENDING_CLOSURE"),
              shown -> shown.account().status().name()),
          shown(
              "State",
              oneOf("PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"),
              Shown::state),
          member("JoinedMethod", oneOf("INVITED", "CREATED"), Shapes::joined),
          member("JoinedTimestamp", new Shape.Date(), shown -> shown.account().joined()));

  static final OutputStructure<Makings.Making> MAKING =
      OutputStructure.of(
          "CreateAccountStatus",
          shown("Id", MAKING_ID, Makings.Making::id),
          member("AccountName", NEW_NAME, Makings.Making::name),
          shown("State", STATE, making -> making.state().name()),
          shown("RequestedTimestamp", new Shape.Date(), Makings.Making::requested),
          shown("CompletedTimestamp", new Shape.Date(), Makings.Making::requested),
          shown("AccountId", ACCOUNT_ID, Makings.Making::account),
          shown(
              "FailureReason",
              oneOf(
                  "ACCOUNT_LIMIT_EXCEEDED",
                  "EMAIL_ALREADY_EXISTS",
                  "INVALID_ADDRESS",
                  "INVALID_EMAIL",
                  "CONCURRENT_ACCOUNT_MODIFICATION",
                  "INTERNAL_FAILURE",
                  "GOVCLOUD_ACCOUNT_ALREADY_EXISTS",
                  "MISSING_BUSINESS_VALIDATION",
                  "FAILED_BUSINESS_VALIDATION",
                  "PENDING_BUSINESS_VALIDATION",
                  "INVALID_IDENTITY_FOR_BUSINESS_VALIDATION",
                  "UNKNOWN_BUSINESS_VALIDATION",
                  "MISSING_PAYMENT_INSTRUMENT",
                  "INVALID_PAYMENT_INSTRUMENT",
                  "UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED"),
              Makings.Making::failure));

  private Shapes() {}

  static Shape<String> pattern(int min, int max, String pattern, Predicate<String> test) {
    return new Shape.Text(min, max, new Shape.Pattern(pattern, test), Set.of());
  }

  static Shape<String> oneOf(String... values) {
    Set<String> ordered = new LinkedHashSet<>(List.of(values));
    return new Shape.Text(0, Shape.UNBOUNDED, Shape.Pattern.ANY, ordered);
  }

  /** The management account invited itself, as AWS has it. */
  private static String joined(Shown shown) {
    return shown.account().standing() == Account.Standing.MANAGEMENT ? "INVITED" : "CREATED";
  }

  /** One at sign, and behind it a dot that neither begins nor ends what follows. */
  private static boolean isEmail(String text) {
    int at = text.indexOf('@');
    if (at < 1 || text.indexOf('@', at + 1) >= 0 || text.chars().anyMatch(Shapes::isSpace)) {
      return false;
    }
    int dot = text.lastIndexOf('.', text.length() - 2);
    return dot > at + 1;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isMakingId(String text) {
    if (!text.startsWith("car-") || text.length() < 12 || text.length() > 36) {
      return false;
    }
    return text.substring(4)
        .chars()
        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }

  /** Returns the ARN of an account of the organization. */
  static String arn(AccountId id, AccountId management) {
    return "arn:aws:organizations::%s:account/%s/%s"
        .formatted(management, Organization.id(management), id);
  }
}
