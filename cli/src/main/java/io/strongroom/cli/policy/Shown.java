package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.Match;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How requests and statements are shown. */
final class Shown {
  private Shown() {}

  /** Returns a text of strangers without what would move the cursor of whoever looks. */
  static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns who makes a request, in words. */
  static String who(Caller caller) {
    return switch (caller) {
      case Caller.User user -> "user " + user.arn();
      case Caller.RoleSession session -> "session " + session.arn() + " of " + session.roleArn();
      case Caller.Root root -> "root of account " + root.account();
      case Caller.Service service -> "service " + service.name();
      case Caller.Federated federated -> "holder of a token of " + federated.provider();
      case Caller.Unnamed unnamed -> "somebody of account " + unnamed.account();
      case Caller.Anonymous _ -> "anybody, without a signature";
    };
  }

  private static String sort(Caller caller) {
    return switch (caller) {
      case Caller.User _ -> "user";
      case Caller.RoleSession _ -> "session";
      case Caller.Root _ -> "root";
      case Caller.Service _ -> "service";
      case Caller.Federated _ -> "federated";
      case Caller.Unnamed _ -> "unnamed";
      case Caller.Anonymous _ -> "anonymous";
    };
  }

  /** Writes a request, each part on a line of its own behind an indent. */
  static void write(PrintWriter out, String indent, Witness witness) {
    out.println(indent + "who       " + plain(who(witness.caller())));
    out.println(indent + "action    " + plain(witness.action().text()));
    out.println(indent + "resource  " + plain(witness.resource()));
    witness.keys().forEach((name, value) -> out.println(indent + "with      " + key(name, value)));
  }

  /** Returns the condition keys of a request in a line, or an empty text. */
  static String keys(Witness witness) {
    return witness.keys().entrySet().stream()
        .map(entry -> key(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String key(String name, KeyValue value) {
    return plain(name + " = " + String.join(", ", quoted(value)));
  }

  private static List<String> quoted(KeyValue value) {
    return values(value).stream().map(text -> text.isEmpty() ? "\"\"" : text).toList();
  }

  private static List<String> values(KeyValue value) {
    return switch (value) {
      case KeyValue.One(String text) -> List.of(text);
      case KeyValue.Many(List<String> texts) -> texts;
    };
  }

  /** Writes a request as a member of an object. */
  static void write(JsonGenerator out, String member, Witness witness) throws IOException {
    out.writeObjectFieldStart(member);
    out.writeStringField("principal", witness.caller().arn());
    out.writeStringField("principalType", sort(witness.caller()));
    if (witness.caller() instanceof Caller.RoleSession session) {
      out.writeStringField("role", session.roleArn());
    }
    String userId = witness.caller().value("aws:userid");
    if (userId != null) {
      out.writeStringField("userId", userId);
    }
    out.writeStringField("action", witness.action().text());
    out.writeStringField("resource", witness.resource());
    out.writeObjectFieldStart("keys");
    for (Map.Entry<String, KeyValue> entry : witness.keys().entrySet()) {
      out.writeArrayFieldStart(entry.getKey());
      for (String text : values(entry.getValue())) {
        out.writeString(text);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  /** Returns what a statement is called: its number, from 1, and its Sid. */
  static String statement(int index, @Nullable String sid) {
    String number = "statement " + (index + 1);
    return sid == null ? number : number + " (" + plain(sid) + ")";
  }

  static String statement(int index, Statement statement) {
    return statement(index, statement.sid());
  }

  static String statement(Match match) {
    return statement(match.index(), match.sid());
  }

  static String statements(List<Match> matches) {
    return matches.stream().map(Shown::statement).collect(Collectors.joining(", "));
  }

  /** Writes statements as a member of an object. */
  static void write(JsonGenerator out, String member, List<Match> matches) throws IOException {
    out.writeArrayFieldStart(member);
    for (Match match : matches) {
      out.writeStartObject();
      out.writeNumberField("statement", match.index() + 1);
      if (match.sid() != null) {
        out.writeStringField("sid", match.sid());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes texts as a member of an object. */
  static void texts(JsonGenerator out, String member, Iterable<String> texts) throws IOException {
    out.writeArrayFieldStart(member);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
