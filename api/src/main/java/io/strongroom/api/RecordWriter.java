package io.strongroom.api;

import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.JsonOut;
import io.strongroom.api.shape.TraceWriter;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.secret.Secret;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /** How many callers are remembered. */
  private static final int IDENTITIES = 1_024;

  private static final int TOKEN_HASH_LENGTH = 16;
  private static final String VERSION = "{\"eventVersion\":\"1.11\",\"userIdentity\":";
  private static final String UNKNOWN = "Unknown";
  private static final String SERVICE = "secretsmanager.amazonaws.com";

  private final RequestIds eventIds;
  private final UnaryOperator<String> hash;
  private final ThreadLocal<JsonOut> scratch =
      ThreadLocal.withInitial(() -> new JsonOut(TYPICAL_RECORD));
  private final AtomicReferenceArray<@Nullable Identity> identities =
      new AtomicReferenceArray<>(IDENTITIES);
  private volatile Second second = new Second(-1, "");

  /** A second as records spell it. */
  private record Second(long epoch, String text) {}

  /** A caller as records describe it. */
  @SuppressWarnings("ArrayRecordComponent") // never changed, and never compared
  private record Identity(String keyId, Principal principal, byte[] json) {}

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
    JsonOut out = scratch.get();
    out.takeBackTo(0);
    Caller caller = trail.caller();
    Contract<?, ?> contract = trail.contract();
    WireRequest request = trail.request();
    Trail.Fault fault = trail.fault();
    out.literal(VERSION);
    identity(out, trail);
    event(out, trail.time(), trail.service().principal());
    plain(out, ",\"eventName\":", contract == null ? UNKNOWN : eventName(trail, contract));
    nullable(out, ",\"awsRegion\":", caller == null ? null : caller.region().name());
    boolean stranger = caller == null && fault != null;
    source(out, request.peer(), request, stranger ? MAX_SHORT_TEXT : MAX_TEXT);
    if (fault != null) {
      text(out, ",\"errorCode\":", fault.code());
      if (!fault.text().isEmpty()) {
        text(out, ",\"errorMessage\":", cut(fault.text(), MAX_TEXT));
      }
    }
    boolean readOnly = contract == null || contract.isReading();
    boolean whole = elements(out, trail, readOnly);
    ids(out, trail.requestId(), readOnly);
    resources(out, trail);
    type(out, "AwsApiCall");
    nullable(out, ",\"recipientAccountId\":", owner(trail));
    tls(out, request);
    own(out, trail, whole);
    return AuditRecord.owning(out.take());
  }

  /** Keys that last come back all day, and what is written of them is always the same. */
  private void identity(JsonOut out, Trail trail) {
    Caller caller = trail.caller();
    String keyId = caller == null ? null : caller.accessKeyId();
    if (caller == null || keyId == null || caller.session() != null) {
      new IdentityWriter(out).write(trail);
      return;
    }
    int place = Math.floorMod(keyId.hashCode(), IDENTITIES);
    Identity known = identities.get(place);
    if (known != null
        && known.keyId().equals(keyId)
        && known.principal().equals(caller.principal())) {
      out.whole(known.json());
      return;
    }
    int start = out.length();
    new IdentityWriter(out).write(trail);
    byte[] json = Arrays.copyOfRange(out.bytes(), start, out.length());
    identities.set(place, new Identity(keyId, caller.principal(), json));
  }

  /** Writes the record of a request that was refused before it was one. */
  AuditRecord write(
      Peer peer, @Nullable WireRequest request, String requestId, String code, Instant now) {
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    out.literal(VERSION);
    IdentityWriter.unknown(out, null);
    event(out, now, "strongroom");
    plain(out, ",\"eventName\":", UNKNOWN);
    out.literal(",\"awsRegion\":null");
    source(out, peer, request, MAX_SHORT_TEXT);
    text(out, ",\"errorCode\":", code);
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, requestId, true);
    type(out, "AwsApiCall");
    out.literal(",\"recipientAccountId\":null");
    out.literal(",\"additionalEventData\":{\"decision\":\"NotAsked\"}}");
    return AuditRecord.owning(out.bytes(), out.length());
  }

  /** Writes the record of requests that were counted only. */
  AuditRecord write(StrangerBudget.Overflow overflow, Instant now) {
    JsonOut out = new JsonOut(TYPICAL_RECORD);
    out.literal(VERSION);
    IdentityWriter.unknown(out, null);
    event(out, now, "strongroom");
    out.literal(",\"eventName\":\"UnauthenticatedRequests\",\"awsRegion\":null");
    out.literal(",\"sourceIPAddress\":\"strongroom\",\"userAgent\":\"strongroom\"");
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, eventIds.next(), true);
    type(out, "AwsServiceEvent");
    out.literal(",\"recipientAccountId\":null");
    out.literal(",\"additionalEventData\":{\"count\":");
    out.number(overflow.total());
    text(out, ",\"since\":", overflow.since().toString());
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
    plain(out, ",\"invokedBy\":", SERVICE);
    out.raw('}');
    event(out, now, SERVICE);
    plain(out, ",\"eventName\":", event.kind().eventName());
    plain(out, ",\"awsRegion\":", secret.region().name());
    plain(out, ",\"sourceIPAddress\":", SERVICE);
    plain(out, ",\"userAgent\":", SERVICE);
    if (event.error() != null) {
      text(out, ",\"errorMessage\":", cut(event.error(), MAX_TEXT));
    }
    out.literal(",\"requestParameters\":null,\"responseElements\":null");
    ids(out, "Rotation-%s-%s".formatted(secret.arn(), event.version()), false);
    type(out, "AwsServiceEvent");
    plain(out, ",\"recipientAccountId\":", secret.account().digits());
    out.literal(",\"additionalEventData\":{\"SecretId\":");
    out.text(secret.arn());
    out.literal("}}");
    return AuditRecord.owning(out.bytes(), out.length());
  }

  private static String eventName(Trail trail, Contract<?, ?> contract) {
    return trail.service().protocol().eventName(contract.name());
  }

  private void event(JsonOut out, Instant time, String source) {
    plain(out, ",\"eventTime\":", seconds(time));
    plain(out, ",\"eventSource\":", source);
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
    plain(out, ",\"sourceIPAddress\":", peer.addressText());
    String agent = request == null ? null : request.headers().get("user-agent");
    nullable(out, ",\"userAgent\":", agent == null ? null : cut(agent, maxAgent));
  }

  /** Tells whether everything that is to be kept had room. */
  private boolean elements(JsonOut out, Trail trail, boolean readOnly) {
    TraceWriter trace = new TraceWriter(out, hash);
    InputValues input = trail.input();
    Trail.Given<?> answer = trail.answer();
    boolean told = !readOnly || trail.service().name().equals("sts");
    boolean whole =
        element(out, ",\"requestParameters\":", input == null ? null : () -> trace.write(input));
    boolean none = answer == null || !told || trail.fault() != null;
    return element(out, ",\"responseElements\":", none ? null : () -> write(trace, answer))
        && whole;
  }

  private static <O> void write(TraceWriter trace, Trail.@Nullable Given<O> answer) {
    if (answer != null) {
      trace.write(answer.shape(), answer.value());
    }
  }

  private static boolean element(JsonOut out, String member, @Nullable Runnable write) {
    out.literal(member);
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
    text(out, ",\"requestID\":", requestId);
    plain(out, ",\"eventID\":", eventIds.next());
    out.literal(readOnly ? ",\"readOnly\":true" : ",\"readOnly\":false");
  }

  private static void resources(JsonOut out, Trail trail) {
    List<Trail.Touched> all = trail.touched();
    if (all.isEmpty()) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      out.literal(i == 0 ? ",\"resources\":[{\"ARN\":" : ",{\"ARN\":");
      out.text(all.get(i).arn());
      plain(out, ",\"accountId\":", all.get(i).owner().digits());
      plain(out, ",\"type\":", ResourceTypes.of(all.get(i).arn()));
      out.raw('}');
    }
    out.raw(']');
  }

  private static void type(JsonOut out, String type) {
    plain(out, ",\"eventType\":", type);
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
    text(out, ",\"cipherSuite\":", facts.cipherSuite());
    String host = request.headers().get("host");
    if (host != null) {
      text(out, ",\"clientProvidedHostHeader\":", cut(host, MAX_SHORT_TEXT));
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
      plain(out, ",\"action\":", judged.context().action().text());
      if (!judged.context().resource().equals(RequestContext.NO_RESOURCE)) {
        text(out, ",\"resource\":", judged.context().resource());
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
      plain(out, ",\"policySource\":", "grant");
      return;
    }
    switch (judged.decision()) {
      case Decision.Allowed(Match by) -> match(out, by);
      case Decision.Denied(Decision.ExplicitDeny(Match by)) -> match(out, by);
      case Decision.Denied(Decision.NoAllow(PolicySource source)) ->
          plain(out, ",\"missingAllow\":", source.shortName());
      case Decision.Denied(Decision.SessionTokenLimit _) ->
          plain(out, ",\"policySource\":", "session");
    }
  }

  private static void match(JsonOut out, @Nullable Match by) {
    if (by == null) {
      plain(out, ",\"policySource\":", "root");
      return;
    }
    plain(out, ",\"policySource\":", by.source().shortName());
    text(out, ",\"policy\":", by.policy());
    String sid = by.sid();
    text(out, ",\"statement\":", sid == null ? Integer.toString(by.index()) : sid);
  }

  /** Writes a member; {@code start} is all up to its value. */
  private static void text(JsonOut out, String start, String value) {
    out.literal(start);
    out.text(value);
  }

  /** The same for a value that certainly is ASCII and needs no escapes. */
  private static void plain(JsonOut out, String start, String value) {
    out.literal(start);
    out.plain(value);
  }

  private static void nullable(JsonOut out, String start, @Nullable String value) {
    if (value == null) {
      out.literal(start);
      out.literal("null");
    } else {
      text(out, start, value);
    }
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
