package io.strongroom.api;

import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.JsonOut;
import io.strongroom.api.shape.TraceWriter;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.secret.Secret;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Match;
import io.strongroom.iam.policy.eval.PolicySource;
import io.strongroom.iam.policy.eval.RequestContext;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.TlsFacts;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit records: what is known of a request, in CloudTrail's event shape. Texts that a
 * caller chooses are cut, and of its values only those are written whose declarations say so
 * (requirements AUD-7, AUD-8, LOG-3).
 *
 * <p>Source: CloudTrail User Guide, "CloudTrail record contents"; the bounds are those of that
 * page.
 */
final class RecordWriter {

  /** The most characters of a user agent and of an error's text. */
  private static final int MAX_TEXT = 1_024;

  /** The most characters of what strangers send, and of a Host header. */
  private static final int MAX_SHORT_TEXT = 256;

  /** The most bytes of all request parameters, or of all response elements; more is left out. */
  private static final int MAX_ELEMENTS = 100 << 10;

  private static final int TYPICAL_RECORD = 1_536;
  private static final int TOKEN_HASH_LENGTH = 16;
  private static final String VERSION = "{\"eventVersion\":\"1.11\",\"userIdentity\":";
  private static final String UNKNOWN = "Unknown";
  private static final String SERVICE = "secretsmanager.amazonaws.com";

  private final RequestIds eventIds;
  private final UnaryOperator<String> hash;
  private volatile Second second = new Second(-1, "");

  /** A second as records spell it. */
  private record Second(long epoch, String text) {}

  RecordWriter(RequestIds eventIds, HmacSha256 tokens) {
    this.eventIds = eventIds;
    this.hash = token -> hash(tokens, token);
  }

  private static String hash(HmacSha256 tokens, String token) {
    byte[] code = tokens.mac(token.getBytes(StandardCharsets.UTF_8));
    return "hmac-sha256:" + HexFormat.of().formatHex(code, 0, TOKEN_HASH_LENGTH);
  }

  /** Writes the record of a request that reached the gateway. */
  AuditRecord write(Trail trail) {
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    Caller caller = trail.caller();
    Contract<?, ?> contract = trail.contract();
    WireRequest request = trail.request();
    Trail.Fault fault = trail.fault();
    out.literal(VERSION);
    new IdentityWriter(out).write(trail);
    event(out, trail.time(), trail.service().name() + ".amazonaws.com");
    text(out, "eventName", contract == null ? UNKNOWN : eventName(trail, contract));
    nullable(out, "awsRegion", caller == null ? null : caller.region().name());
    boolean stranger = caller == null && fault != null;
    source(out, request.peer(), request, stranger ? MAX_SHORT_TEXT : MAX_TEXT);
    if (fault != null) {
      text(out, "errorCode", fault.code());
      if (!fault.text().isEmpty()) {
        text(out, "errorMessage", cut(fault.text(), MAX_TEXT));
      }
    }
    boolean readOnly = contract == null || isReadOnly(contract.name());
    boolean whole = elements(out, trail, readOnly);
    ids(out, trail.requestId(), readOnly);
    resources(out, trail);
    type(out, "AwsApiCall");
    nullable(out, "recipientAccountId", owner(trail));
    tls(out, request);
    own(out, trail, whole);
    return AuditRecord.owning(out.bytes(), out.length());
  }

  /** Writes the record of a request that was refused before it was one. */
  AuditRecord write(
      Peer peer, @Nullable WireRequest request, String requestId, String code, Instant now) {
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    out.literal(VERSION);
    IdentityWriter.unknown(out, null);
    event(out, now, "strongroom");
    text(out, "eventName", UNKNOWN);
    nullable(out, "awsRegion", null);
    source(out, peer, request, MAX_SHORT_TEXT);
    text(out, "errorCode", code);
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, requestId, true);
    type(out, "AwsApiCall");
    nullable(out, "recipientAccountId", null);
    out.literal(",\"additionalEventData\":{\"decision\":\"NotAsked\"}}");
    return AuditRecord.owning(out.bytes(), out.length());
  }

  /** Writes the record of requests that were counted only. */
  AuditRecord write(StrangerBudget.Overflow overflow, Instant now) {
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    out.literal(VERSION);
    IdentityWriter.unknown(out, null);
    event(out, now, "strongroom");
    text(out, "eventName", "UnauthenticatedRequests");
    nullable(out, "awsRegion", null);
    text(out, "sourceIPAddress", "strongroom");
    text(out, "userAgent", "strongroom");
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, eventIds.next(), true);
    type(out, "AwsServiceEvent");
    nullable(out, "recipientAccountId", null);
    out.literal(",\"additionalEventData\":{\"count\":");
    out.number(overflow.total());
    text(out, "since", overflow.since().toString());
    out.literal(",\"errorCodes\":{");
    boolean first = true;
    for (Map.Entry<String, Long> each : overflow.counts().entrySet()) {
      out.literal(first ? "" : ",");
      first = false;
      out.key(each.getKey());
      out.number(each.getValue());
    }
    out.literal("},\"decision\":\"NotAsked\"}}");
    return AuditRecord.owning(out.bytes(), out.length());
  }

  /** Writes the record of something that the service did itself. */
  AuditRecord write(ServiceEvent event, Instant now) {
    Secret secret = event.secret();
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    out.literal(VERSION);
    out.literal("{\"accountId\":");
    out.text(secret.account().digits());
    text(out, "invokedBy", SERVICE);
    out.raw('}');
    event(out, now, SERVICE);
    text(out, "eventName", event.kind().eventName());
    text(out, "awsRegion", secret.region().name());
    text(out, "sourceIPAddress", SERVICE);
    text(out, "userAgent", SERVICE);
    if (event.error() != null) {
      text(out, "errorMessage", cut(event.error(), MAX_TEXT));
    }
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, "Rotation-%s-%s".formatted(secret.arn(), event.version()), false);
    type(out, "AwsServiceEvent");
    text(out, "recipientAccountId", secret.account().digits());
    out.literal(",\"additionalEventData\":{\"SecretId\":");
    out.text(secret.arn());
    out.literal("}}");
    return AuditRecord.owning(out.bytes(), out.length());
  }

  private static String eventName(Trail trail, Contract<?, ?> contract) {
    return trail.service().protocol().eventName(contract.name());
  }

  private void event(JsonOut out, Instant time, String source) {
    text(out, "eventTime", seconds(time));
    text(out, "eventSource", source);
  }

  /**
   * Formatting a date costs more than the rest of a record, and most have that of the one before.
   */
  private String seconds(Instant time) {
    Second known = second;
    if (known.epoch() != time.getEpochSecond()) {
      known = new Second(time.getEpochSecond(), time.truncatedTo(ChronoUnit.SECONDS).toString());
      second = known;
    }
    return known.text();
  }

  private static void source(JsonOut out, Peer peer, @Nullable WireRequest request, int maxAgent) {
    text(out, "sourceIPAddress", peer.addressText());
    String agent = request == null ? null : request.headers().get("user-agent");
    nullable(out, "userAgent", agent == null ? null : cut(agent, maxAgent));
  }

  /** Tells whether everything that is to be kept had room. */
  private boolean elements(JsonOut out, Trail trail, boolean readOnly) {
    TraceWriter trace = new TraceWriter(out, hash);
    InputValues input = trail.input();
    Trail.Given<?> answer = trail.answer();
    boolean told = !readOnly || trail.service().name().equals("sts");
    boolean whole =
        element(out, "requestParameters", input == null ? null : () -> trace.write(input));
    boolean none = answer == null || !told || trail.fault() != null;
    return element(out, "responseElements", none ? null : () -> write(trace, answer)) && whole;
  }

  private static <O> void write(TraceWriter trace, Trail.@Nullable Given<O> answer) {
    if (answer != null) {
      trace.write(answer.shape(), answer.value());
    }
  }

  private static boolean element(JsonOut out, String name, @Nullable Runnable write) {
    out.raw(',');
    out.key(name);
    int start = out.length();
    if (write != null) {
      write.run();
    }
    boolean fits = out.length() - start <= MAX_ELEMENTS;
    if (write == null || !fits) {
      out.takeBackTo(start);
      out.literal("null");
    }
    return fits;
  }

  private void ids(JsonOut out, String requestId, boolean readOnly) {
    text(out, "requestID", requestId);
    text(out, "eventID", eventIds.next());
    out.literal(readOnly ? ",\"readOnly\":true" : ",\"readOnly\":false");
  }

  private static void resources(JsonOut out, Trail trail) {
    List<Trail.Touched> all = trail.touched();
    if (all.isEmpty()) {
      return;
    }
    out.literal(",\"resources\":[");
    for (int i = 0; i < all.size(); i++) {
      out.literal(i == 0 ? "{\"ARN\":" : ",{\"ARN\":");
      out.text(all.get(i).arn());
      text(out, "accountId", all.get(i).owner().digits());
      text(out, "type", ResourceTypes.of(all.get(i).arn()));
      out.raw('}');
    }
    out.raw(']');
  }

  private static void type(JsonOut out, String type) {
    text(out, "eventType", type);
    out.literal(",\"managementEvent\":true,\"eventCategory\":\"Management\"");
  }

  /** The account that the event belongs to: whose the resource is, which may be another's. */
  private static @Nullable String owner(Trail trail) {
    Trail.Judged judged = trail.judged();
    AccountId owner = judged == null ? null : judged.context().owner();
    if (owner == null && !trail.touched().isEmpty()) {
      owner = trail.touched().getFirst().owner();
    }
    if (owner == null && trail.caller() != null) {
      owner = trail.caller().principal().account();
    }
    return owner == null ? null : owner.digits();
  }

  private static void tls(JsonOut out, WireRequest request) {
    TlsFacts facts = request.peer().tls();
    if (facts == null) {
      return;
    }
    out.literal(",\"tlsDetails\":{\"tlsVersion\":");
    out.text(facts.protocol());
    text(out, "cipherSuite", facts.cipherSuite());
    String host = request.headers().get("host");
    if (host != null) {
      text(out, "clientProvidedHostHeader", cut(host, MAX_SHORT_TEXT));
    }
    out.raw('}');
  }

  /** Writes what CloudTrail has no member for, the last one, and closes the record. */
  private static void own(JsonOut out, Trail trail, boolean whole) {
    out.literal(",\"additionalEventData\":{\"decision\":");
    Trail.Judged judged = trail.judged();
    if (judged == null) {
      out.literal("\"NotAsked\"");
    } else {
      out.literal(judged.isAllowed() ? "\"Allow\"" : "\"Deny\"");
      text(out, "action", judged.context().action().text());
      if (!judged.context().resource().equals(RequestContext.NO_RESOURCE)) {
        text(out, "resource", judged.context().resource());
      }
      reason(out, judged);
    }
    List<String> versions = trail.versions();
    for (int i = 0; i < versions.size(); i++) {
      out.literal(i == 0 ? ",\"versionIds\":[" : ",");
      out.text(versions.get(i));
    }
    out.literal(versions.isEmpty() ? "" : "]");
    out.literal(whole ? "}}" : ",\"omitted\":true}}");
  }

  private static void reason(JsonOut out, Trail.Judged judged) {
    if (judged.granted()) {
      text(out, "policySource", "grant");
      return;
    }
    switch (judged.decision()) {
      case Decision.Allowed(Match by) -> match(out, by);
      case Decision.Denied(Decision.ExplicitDeny(Match by)) -> match(out, by);
      case Decision.Denied(Decision.NoAllow(PolicySource source)) ->
          text(out, "missingAllow", name(source));
      case Decision.Denied(Decision.SessionTokenLimit _) -> text(out, "policySource", "session");
    }
  }

  private static void match(JsonOut out, @Nullable Match by) {
    if (by == null) {
      text(out, "policySource", "root");
      return;
    }
    text(out, "policySource", name(by.source()));
    text(out, "policy", by.policy());
    String sid = by.sid();
    text(out, "statement", sid == null ? Integer.toString(by.index()) : sid);
  }

  private static String name(PolicySource source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  /** As CloudTrail has it, use of a key is reading. */
  private static boolean isReadOnly(String operation) {
    for (String verb : READING) {
      if (operation.startsWith(verb)) {
        return true;
      }
    }
    return false;
  }

  private static final List<String> READING =
      List.of(
          "Get",
          "List",
          "Describe",
          "BatchGet",
          "Validate",
          "Assume",
          "Decrypt",
          "Encrypt",
          "ReEncrypt",
          "Generate",
          "Simulate");

  private static void text(JsonOut out, String name, String value) {
    out.raw(',');
    out.key(name);
    out.text(value);
  }

  private static void nullable(JsonOut out, String name, @Nullable String value) {
    out.raw(',');
    out.key(name);
    if (value == null) {
      out.literal("null");
    } else {
      out.text(value);
    }
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
