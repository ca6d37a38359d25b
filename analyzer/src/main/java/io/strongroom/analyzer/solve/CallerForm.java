package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.text.Alphabet;
import io.strongroom.analyzer.text.TextSearch.Part;
import io.strongroom.iam.AccountId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a caller hang together: of what parts they consist, and which parts several have
 * in common.
 *
 * <p>Source: IAM User Guide, "IAM identifiers".
 *
 * @param parts the parts, in an order in which every text has its own from left to right
 */
record CallerForm(List<Part> parts) {
  private static final int ACCOUNT = bit(CallerText.ACCOUNT);
  private static final int ARN = bit(CallerText.ARN);
  private static final int SESSION = bit(CallerText.SESSION_ARN);
  private static final int ID = bit(CallerText.USER_ID);
  private static final int NAME = bit(CallerText.USER_NAME);
  private static final int LETTERS_OF_ID = 17;
  private static final int LEAST_SESSION_NAME = 2;

  /**
   * What is settled of a caller before the rest is searched for.
   *
   * @param account the account, or null
   * @param name the path and the name, as they stand in an ARN behind the sort; or null
   */
  record Settled(@Nullable String account, @Nullable String name) {
    /** Nothing. */
    static final Settled NOTHING = new Settled(null, null);
  }

  /** Returns the bit of a text. */
  static int bit(CallerText text) {
    return switch (text) {
      case ACCOUNT -> 1;
      case ARN -> 1 << 1;
      case SESSION_ARN -> 1 << 2;
      case USER_ID -> 1 << 3;
      case USER_NAME -> 1 << 4;
    };
  }

  /**
   * Returns all forms of a shape, the usual ones first.
   *
   * @param settled what is settled
   * @param anyId whether ids are asked about, so that unusual lengths of them are to be tried
   */
  static List<CallerForm> of(CallerShape shape, Settled settled, boolean anyId) {
    return switch (shape) {
      case USER, ROLE_SESSION -> named(shape, settled, anyId);
      case ROOT ->
          settled.name() == null
              ? List.of(
                  new CallerForm(
                      List.of(
                          Part.fixed("arn:aws:iam::", ARN),
                          account(settled, ACCOUNT | ARN),
                          Part.fixed(":root", ARN))))
              : List.of();
      case SERVICE -> List.of(new CallerForm(List.of(Part.atLeast(Alphabet.OF_NAMES, 1, ARN))));
      case FEDERATED -> List.of(new CallerForm(List.of(Part.atLeast(Alphabet.OF_TEXTS, 1, ARN))));
      case ANONYMOUS -> List.of(new CallerForm(List.of()));
    };
  }

  private static List<CallerForm> named(CallerShape shape, Settled settled, boolean anyId) {
    List<CallerForm> forms = new ArrayList<>();
    for (boolean usualId : anyId ? List.of(true, false) : List.of(true)) {
      if (settled.name() != null) {
        int slash = settled.name().lastIndexOf('/') + 1;
        Part path = Part.fixed(settled.name().substring(0, slash), ARN);
        String name = settled.name().substring(slash);
        forms.add(named(shape, settled, List.of(path), name, usualId));
      } else {
        List<Part> none = List.of(Part.fixed("/", ARN));
        List<Part> some =
            List.of(
                Part.fixed("/", ARN),
                Part.atLeast(Alphabet.OF_PATHS, 1, ARN),
                Part.fixed("/", ARN));
        forms.add(named(shape, settled, none, null, usualId));
        forms.add(named(shape, settled, some, null, usualId));
      }
    }
    return forms;
  }

  private static CallerForm named(
      CallerShape shape, Settled settled, List<Part> path, @Nullable String name, boolean usualId) {
    boolean user = shape == CallerShape.USER;
    List<Part> parts = new ArrayList<>();
    parts.add(Part.fixed("arn:aws:iam::", ARN));
    parts.add(Part.fixed("arn:aws:sts::", SESSION));
    parts.add(account(settled, ACCOUNT | ARN | SESSION));
    parts.add(Part.fixed(user ? ":user" : ":role", ARN));
    parts.addAll(path);
    parts.add(Part.fixed(":assumed-role/", SESSION));
    int named = user ? ARN | NAME : ARN | SESSION;
    parts.add(name == null ? Part.atLeast(Alphabet.OF_NAMES, 1, named) : Part.fixed(name, named));
    parts.add(Part.fixed("/", SESSION));
    parts.add(Part.fixed(user ? "AIDA" : "AROA", ID));
    parts.add(
        usualId
            ? Part.of(Alphabet.OF_IDS, LETTERS_OF_ID, ID)
            : Part.atLeast(Alphabet.OF_IDS, 1, ID));
    if (!user) {
      parts.add(Part.fixed(":", ID));
      parts.add(Part.atLeast(Alphabet.OF_NAMES, LEAST_SESSION_NAME, SESSION | ID));
    }
    return new CallerForm(List.copyOf(parts));
  }

  private static Part account(Settled settled, int texts) {
    return settled.account() == null
        ? Part.of(Alphabet.OF_DIGITS, AccountId.LENGTH, texts)
        : Part.fixed(settled.account(), texts);
  }

  /** Puts texts together of their parts. */
  Map<CallerText, String> texts(CallerShape shape, List<String> chosen) {
    Map<CallerText, String> texts = new EnumMap<>(CallerText.class);
    for (CallerText text : textsOf(shape)) {
      StringBuilder whole = new StringBuilder();
      for (int i = 0; i < parts.size(); i++) {
        if ((parts.get(i).texts() & bit(text)) != 0) {
          whole.append(chosen.get(i));
        }
      }
      texts.put(text, whole.toString());
    }
    return texts;
  }

  private static Set<CallerText> textsOf(CallerShape shape) {
    return switch (shape) {
      case USER ->
          Set.of(CallerText.ACCOUNT, CallerText.ARN, CallerText.USER_ID, CallerText.USER_NAME);
      case ROLE_SESSION ->
          Set.of(CallerText.ACCOUNT, CallerText.ARN, CallerText.SESSION_ARN, CallerText.USER_ID);
      case ROOT -> Set.of(CallerText.ACCOUNT, CallerText.ARN);
      case SERVICE, FEDERATED -> Set.of(CallerText.ARN);
      case ANONYMOUS -> Set.of();
    };
  }

  /** Returns the texts of a caller that nobody knows. */
  static Map<CallerText, String> usual(CallerShape shape, String account) {
    return switch (shape) {
      case USER ->
          Map.of(
              CallerText.ACCOUNT,
              account,
              CallerText.ARN,
              "arn:aws:iam::" + account + ":user/stranger",
              CallerText.USER_ID,
              "AIDASTRANGERSTRANGER2",
              CallerText.USER_NAME,
              "stranger");
      case ROLE_SESSION ->
          Map.of(
              CallerText.ACCOUNT,
              account,
              CallerText.ARN,
              "arn:aws:iam::" + account + ":role/stranger",
              CallerText.SESSION_ARN,
              "arn:aws:sts::" + account + ":assumed-role/stranger/visit",
              CallerText.USER_ID,
              "AROASTRANGERSTRANGER2:visit");
      case ROOT ->
          Map.of(CallerText.ACCOUNT, account, CallerText.ARN, "arn:aws:iam::" + account + ":root");
      case SERVICE -> Map.of(CallerText.ARN, "events.amazonaws.com");
      case FEDERATED -> Map.of(CallerText.ARN, "cognito-identity.amazonaws.com");
      case ANONYMOUS -> Map.of();
    };
  }
}
