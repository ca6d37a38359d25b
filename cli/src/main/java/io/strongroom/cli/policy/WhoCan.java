package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Access;
import io.strongroom.analyzer.Answer;
import io.strongroom.analyzer.Asker;
import io.strongroom.analyzer.Governing;
import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Outside;
import io.strongroom.analyzer.Readers;
import io.strongroom.analyzer.Wanted;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Evaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who can do something with a secret.
 *
 * @param wanted what
 * @param inside each user, role and root that is known
 * @param outside others whom the policy of the secret lets in
 */
record WhoCan(Wanted wanted, List<Inside> inside, List<Outside.Named> outside) implements Report {

  /**
   * What somebody can do.
   *
   * @param by the statement by which the witness is let in; empty where none is needed
   * @param key whether they can use the key of the secret; null if that was not asked
   */
  record Inside(Asker asker, Access access, String by, @Nullable Access key) {}

  static WhoCan of(SecretAccess about, String action, Limits limits) throws Unreadable {
    Wanted wanted;
    try {
      wanted = new Wanted(Action.of(action), about.secret(), about.keys());
    } catch (IllegalArgumentException e) {
      throw new Unreadable("--action takes one such as secretsmanager:GetSecretValue");
    }
    List<Inside> inside = new ArrayList<>();
    for (Identity identity : about.identities()) {
      inside.add(inside(identity, about, wanted, limits));
    }
    List<Outside.Named> outside =
        about.policy() == null ? List.of() : Outside.ask(about.policy().policy(), wanted, limits);
    return new WhoCan(wanted, inside, outside);
  }

  private static Inside inside(
      Identity identity, SecretAccess about, Wanted wanted, Limits limits) {
    if (identity.problem() != null) {
      return new Inside(identity.asker(), new Access.Unknown(identity.problem()), "", null);
    }
    Governing policies = new Governing(identity.policies(), identity.boundary(), about.policy());
    Access access = Readers.ask(identity.asker(), policies, wanted, limits);
    Access key = null;
    SecretAccess.Key sealing = about.key();
    if (sealing != null && !(access instanceof Access.Never)) {
      Governing ofKey = new Governing(identity.policies(), identity.boundary(), sealing.policy());
      Map<String, String> keys = sealing.keys(about.secret(), identity.asker().account());
      Wanted decrypt = new Wanted(Action.of("kms:Decrypt"), sealing.arn(), keys);
      key = Readers.ask(identity.asker(), ofKey, decrypt, limits);
    }
    return new Inside(identity.asker(), access, by(access, policies), key);
  }

  private static String by(Access access, Governing policies) {
    Witness witness = witness(access);
    if (witness != null
        && Evaluator.judge(witness.request(), policies.sets())
            instanceof Decision.Allowed(var match)
        && match != null) {
      return Shown.statement(match) + " of " + Shown.plain(match.policy());
    }
    return "";
  }

  private static @Nullable Witness witness(Access access) {
    return switch (access) {
      case Access.Always(Witness witness) -> witness;
      case Access.Sometimes(Witness witness, _) -> witness;
      case Access.Never _, Access.Unknown _ -> null;
    };
  }

  /** Whom nobody has named is a finding; whoever is named was meant. */
  @Override
  public Outcome outcome() {
    Outcome outcome = Outcome.GOOD;
    for (Inside each : inside) {
      boolean unknown =
          each.access() instanceof Access.Unknown || each.key() instanceof Access.Unknown;
      outcome = outcome.and(unknown ? Outcome.UNKNOWN : Outcome.GOOD);
    }
    for (Outside.Named each : outside) {
      boolean unnamed = each.sort() == Outside.Sort.EVERYBODY || each.sort() == Outside.Sort.OTHERS;
      if (each.answer() instanceof Answer.Unknown) {
        outcome = outcome.and(Outcome.UNKNOWN);
      } else if (unnamed) {
        outcome = outcome.and(Outcome.FINDING);
      }
    }
    return outcome;
  }

  private static String word(Access access) {
    return switch (access) {
      case Access.Always _ -> "always";
      case Access.Sometimes _ -> "conditions";
      case Access.Never _ -> "never";
      case Access.Unknown _ -> "unknown";
    };
  }

  @Override
  public void write(PrintWriter out) {
    out.println("Who can " + wanted.action() + " on " + Shown.plain(wanted.resource()));
    for (Inside each : inside) {
      String by = each.by().isEmpty() ? "" : "  by " + each.by();
      out.printf("  %-10s  %s%s%n", word(each.access()), Shown.plain(each.asker().arn()), by);
      switch (each.access()) {
        case Access.Sometimes(Witness witness, Answer refused) -> {
          String keys = Shown.keys(witness);
          out.println("              such as " + Shown.who(witness.caller()) + with(keys));
          if (refused instanceof Answer.Unknown(String reason)) {
            out.println("              perhaps always: that was not found out, because " + reason);
          }
        }
        case Access.Unknown(String reason) ->
            out.println("              UNKNOWN, because " + reason + "; treat it as always");
        case Access.Always _, Access.Never _ -> {}
      }
      if (each.key() != null) {
        out.println("              kms:Decrypt with the key of the secret: " + word(each.key()));
      }
    }
    if (outside.isEmpty()) {
      out.println("Nobody outside of the account.");
      return;
    }
    out.println("Outside of the account, as far as their own policies let them:");
    for (Outside.Named each : outside) {
      writeOutside(out, each);
    }
  }

  private static String with(String keys) {
    return keys.isEmpty() ? "" : " with " + keys;
  }

  private static void writeOutside(PrintWriter out, Outside.Named each) {
    String name = (words(each.sort()) + " " + Shown.plain(each.name())).strip();
    switch (each.answer()) {
      case Answer.Yes(Witness witness) ->
          out.println(
              "  "
                  + name
                  + ", such as "
                  + Shown.plain(Shown.who(witness.caller()))
                  + with(Shown.keys(witness)));
      case Answer.Unknown(String reason) ->
          out.println("  " + name + ": UNKNOWN, because " + reason + "; treat it as yes");
      case Answer.No _ -> {}
    }
  }

  private static String words(Outside.Sort sort) {
    return switch (sort) {
      case ACCOUNT -> "account";
      case OTHERS_OF_ACCOUNT -> "others of account";
      case USER -> "user";
      case ROLE -> "role";
      case SESSION -> "session";
      case UNIQUE_ID -> "unique id";
      case SERVICE -> "service";
      case ORGANIZATION -> "accounts of organization";
      case OTHERS -> "OTHERS, whom conditions describe";
      case EVERYBODY -> "EVERYBODY";
    };
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStringField("action", wanted.action().text());
    out.writeStringField("resource", wanted.resource());
    out.writeArrayFieldStart("identities");
    for (Inside each : inside) {
      out.writeStartObject();
      out.writeStringField("arn", each.asker().arn());
      out.writeStringField("access", word(each.access()));
      Witness witness = witness(each.access());
      if (witness != null) {
        Shown.write(out, "request", witness);
      }
      if (!each.by().isEmpty()) {
        out.writeStringField("by", each.by());
      }
      if (each.access() instanceof Access.Sometimes(_, Answer.Yes(Witness refused))) {
        Shown.write(out, "refused", refused);
      }
      if (each.access() instanceof Access.Unknown(String reason)) {
        out.writeStringField("reason", reason);
      }
      if (each.key() != null) {
        out.writeStringField("key", word(each.key()));
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    writeOutside(out);
  }

  private void writeOutside(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("outside");
    for (Outside.Named each : outside) {
      out.writeStartObject();
      out.writeStringField("sort", each.sort().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      out.writeStringField("name", each.name());
      switch (each.answer()) {
        case Answer.Yes(Witness witness) -> {
          out.writeStringField("result", "yes");
          Shown.write(out, "request", witness);
        }
        case Answer.Unknown(String reason) -> {
          out.writeStringField("result", "unknown");
          out.writeStringField("reason", reason);
        }
        case Answer.No _ -> out.writeStringField("result", "no");
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
