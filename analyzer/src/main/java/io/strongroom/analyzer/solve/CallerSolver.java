package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerForm.Settled;
import io.strongroom.analyzer.text.Budget;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.TextSearch;
import io.strongroom.analyzer.text.TextSearch.Want;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.FriendlyNames;
import io.strongroom.iam.Principal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a caller of a shape of which some claims are true. */
final class CallerSolver {
  /** Accounts to try first. */
  static final List<String> ACCOUNTS = List.of("777788889999", "123412341234");

  private static final Pattern WITH_ACCOUNT =
      Pattern.compile("arn:aws:iam::(?<account>[0-9]{12}):");

  private final CallerShape shape;
  private final Map<CallerText, List<Claim>> claims;
  private final Budget budget;

  private CallerSolver(CallerShape shape, Map<CallerText, List<Claim>> claims, Budget budget) {
    this.shape = shape;
    this.claims = claims;
    this.budget = budget;
  }

  /** Finds one. */
  static Outcome solve(CallerShape shape, List<Fact> facts, Budget budget) {
    Map<CallerText, List<Claim>> claims = new EnumMap<>(CallerText.class);
    for (Fact fact : facts) {
      claims.computeIfAbsent((CallerText) fact.subject(), _ -> new ArrayList<>()).add(fact.claim());
    }
    return new CallerSolver(shape, claims, budget).run();
  }

  private Outcome run() {
    if (claims.values().stream().anyMatch(KeySolver::contradict)) {
      return new Outcome.None();
    }
    Set<String> accounts = new LinkedHashSet<>(ACCOUNTS);
    for (Claim claim : claims.getOrDefault(CallerText.ACCOUNT, List.of())) {
      accounts.addAll(examples(claim));
    }
    for (Claim claim : claims.getOrDefault(CallerText.ARN, List.of())) {
      examples(claim).forEach(text -> accounts.add(accountOf(text)));
    }
    for (String account : accounts) {
      if (AccountId.isAccountId(account)) {
        Map<CallerText, String> usual = CallerForm.usual(shape, account);
        if (isGood(usual)) {
          return found(usual);
        }
      }
    }
    for (Settled settled : settled()) {
      Outcome outcome = search(settled);
      if (!(outcome instanceof Outcome.None)) {
        return outcome;
      }
    }
    return new Outcome.None();
  }

  private static Set<String> examples(Claim claim) {
    return !claim.negated() && claim.test() instanceof Test.Within(Language language)
        ? language.examples()
        : Set.of();
  }

  private static String accountOf(String arn) {
    int account = 4;
    String[] fields = arn.split(":", account + 2);
    return fields.length > account ? fields[account] : "";
  }

  private boolean isGood(Map<CallerText, String> texts) {
    for (Map.Entry<CallerText, List<Claim>> entry : claims.entrySet()) {
      String text = texts.get(entry.getKey());
      if (text == null || !areGood(entry.getValue(), text)) {
        return false;
      }
    }
    return true;
  }

  private boolean isGood(CallerText text, @Nullable String value) {
    return value == null || areGood(claims.getOrDefault(text, List.of()), value);
  }

  private boolean areGood(List<Claim> some, String text) {
    budget.take(some.size());
    return some.stream().allMatch(claim -> claim.isGood(text));
  }

  /** Where claims leave only some texts, each of them is settled in turn; else nothing is. */
  private List<Settled> settled() {
    List<Settled> all = new ArrayList<>();
    Set<String> arns = few(CallerText.ARN);
    if (arns != null && shape != CallerShape.SERVICE && shape != CallerShape.FEDERATED) {
      for (String arn : arns) {
        Settled settled = settled(arn);
        if (settled != null && isGood(CallerText.ACCOUNT, settled.account())) {
          all.add(settled);
        }
      }
      return all;
    }
    Set<String> accounts = few(CallerText.ACCOUNT);
    accounts = accounts == null ? accountsOfArns() : accounts;
    if (accounts != null) {
      for (String account : accounts) {
        if (AccountId.isAccountId(account) && isGood(CallerText.ACCOUNT, account)) {
          all.add(new Settled(account, null));
        }
      }
      return all;
    }
    return List.of(Settled.NOTHING);
  }

  /** Returns the accounts of the ARNs that some claim leaves; null if there may be others. */
  private @Nullable Set<String> accountsOfArns() {
    for (Claim claim : claims.getOrDefault(CallerText.ARN, List.of())) {
      if (shape.hasAccount()
          && !claim.negated()
          && claim.test() instanceof Test.Within(Language language)) {
        Set<String> accounts = new LinkedHashSet<>();
        boolean all = true;
        for (String beginning : language.beginnings()) {
          Matcher matcher = WITH_ACCOUNT.matcher(beginning);
          boolean known = matcher.lookingAt();
          all &= known;
          if (known) {
            accounts.add(matcher.group("account"));
          }
        }
        if (all) {
          return accounts;
        }
      }
    }
    return null;
  }

  private @Nullable Settled settled(String arn) {
    String sort = shape == CallerShape.USER ? ":user" : ":role";
    String account = accountOf(arn);
    String start = "arn:aws:iam::" + account;
    if (!AccountId.isAccountId(account)) {
      return null;
    }
    if (shape == CallerShape.ROOT) {
      return arn.equals(start + ":root") ? new Settled(account, null) : null;
    }
    if (!arn.startsWith(start + sort + "/")) {
      return null;
    }
    String name = arn.substring(start.length() + sort.length());
    int slash = name.lastIndexOf('/') + 1;
    return FriendlyNames.isPath(name.substring(0, slash))
            && FriendlyNames.isName(name.substring(slash), Principal.MAX_NAME_LENGTH)
        ? new Settled(account, name)
        : null;
  }

  /**
   * Returns the only texts that claims leave, as far as they are good; null if there are others.
   */
  private @Nullable Set<String> few(CallerText text) {
    List<Claim> some = claims.getOrDefault(text, List.of());
    for (Claim claim : some) {
      if (!claim.negated()
          && claim.test() instanceof Test.Within(Language language)
          && language.isFinite()) {
        Set<String> good = new LinkedHashSet<>();
        for (String example : language.examples()) {
          if (areGood(some, example)) {
            good.add(example);
          }
        }
        return good;
      }
    }
    return null;
  }

  private Outcome search(Settled settled) {
    List<Want> wants = new ArrayList<>();
    boolean unsure = false;
    for (Map.Entry<CallerText, List<Claim>> entry : claims.entrySet()) {
      for (Claim claim : entry.getValue()) {
        Want want = KeySolver.want(claim, CallerForm.bit(entry.getKey()));
        unsure |= want == null;
        if (want != null) {
          wants.add(want);
        }
      }
    }
    for (CallerForm form : CallerForm.of(shape, settled, claims.containsKey(CallerText.USER_ID))) {
      List<String> parts = TextSearch.find(form.parts(), wants, budget);
      if (parts != null) {
        Map<CallerText, String> texts = form.texts(shape, parts);
        return isGood(texts)
            ? found(texts)
            : new Outcome.Open(
                unsure
                    ? "something about the caller is compared as text and as something else"
                    : "a caller was found that is none");
      }
    }
    return new Outcome.None();
  }

  private static Outcome found(Map<CallerText, String> texts) {
    Map<Subject, List<String>> values = new HashMap<>();
    texts.forEach((text, value) -> values.put(text, List.of(value)));
    return new Outcome.Found(values);
  }
}
