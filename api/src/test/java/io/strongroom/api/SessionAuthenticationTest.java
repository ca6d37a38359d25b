package io.strongroom.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.strongroom.core.identity.Sessions;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.session.Session;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Temporary credentials through the whole server: for whom they work, and until when. */
@ExtendWith(CanaryExtension.class)
class SessionAuthenticationTest {
  private static final String INVALID =
      "UnrecognizedClientException: The security token included in the request is invalid.";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Policies ADMINISTRATOR =
      Policies.NONE.attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS);
  private static final Role ROLE =
      Role.of(
              Identifiers.of(
                  TestRoom.ACCOUNT, Kind.ROLE, "AROAAAAAAAAAAAAAAAAAB", "/ci/", "Builder"),
              NOW,
              "{}")
          .with(ADMINISTRATOR);
  private static final User USER =
      User.of(Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDAAAAAAAAAAAAAAAAAB", "/", "ann"), NOW)
          .with(ADMINISTRATOR);

  private final TestRoom strict = TestRoom.strict();

  @Test
  void sessionOfARoleWorksUntilItIsOver() {
    strict.change(change -> change.putting(ROLE));
    Sessions.Issued issued = strict.sessions.issue(ofRole(ROLE.id()));

    assertEquals("200", told(strict, issued));
    strict.clock.advance(Duration.ofMinutes(59));
    assertEquals("200", told(strict, issued));
    strict.clock.advance(Duration.ofMinutes(1));
    assertEquals(
        "ExpiredTokenException: The security token included in the request is expired",
        told(strict, issued));
  }

  @Test
  @DisplayName("SIG-9: sessions end with their role, also when a new one has its name")
  void sessionEndsWithItsRole() {
    strict.change(change -> change.putting(ROLE));
    Sessions.Issued issued = strict.sessions.issue(ofRole(ROLE.id()));
    assertEquals("200", told(strict, issued));

    strict.change(change -> change.removing(ROLE));
    assertEquals(INVALID, told(strict, issued));
    Identifiers again =
        Identifiers.of(TestRoom.ACCOUNT, Kind.ROLE, "AROAAAAAAAAAAAAAAAAAC", "/ci/", "Builder");
    strict.change(change -> change.putting(Role.of(again, NOW, "{}")));
    assertEquals(INVALID, told(strict, issued));
  }

  @Test
  void sessionEndsWithItsUser() {
    strict.change(change -> change.putting(USER));
    Sessions.Issued issued =
        strict.sessions.issue(
            Session.ofUser(TestRoom.ACCOUNT, USER.id(), NOW, NOW.plusSeconds(900)));
    assertEquals("200", told(strict, issued));
    strict.change(change -> change.removing(USER));
    assertEquals(INVALID, told(strict, issued));
  }

  @Test
  @DisplayName("No credentials of a closed account work")
  void sessionEndsWithItsAccount() {
    strict.change(change -> change.putting(ROLE));
    Sessions.Issued issued = strict.sessions.issue(ofRole(ROLE.id()));
    Sessions.Issued ofRoot =
        strict.sessions.issue(
            Session.ofUser(TestRoom.ACCOUNT, TestRoom.ACCOUNT.digits(), NOW, NOW.plusSeconds(900)));
    assertEquals("200", told(strict, ofRoot));
    strict.change(
        change ->
            change.registering(
                Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MEMBER, NOW)
                    .turned(Account.Status.SUSPENDED)));
    assertEquals(INVALID, told(strict, issued));
    assertEquals(INVALID, told(strict, ofRoot));
  }

  @Test
  @DisplayName("A key without its token is nobody's, in lenient mode too")
  void temporaryKeyNeedsItsToken() {
    for (TestRoom room : List.of(strict, TestRoom.lenient())) {
      room.change(change -> change.putting(ROLE));
      Sessions.Issued issued = room.sessions.issue(ofRole(ROLE.id()));
      TestSigner signer = signer(issued);
      assertEquals(INVALID, told(room.answer(signer.sign("ListSecrets", "{}"))));
      assertEquals("200", told(room, issued));
      assertEquals(INVALID, told(room.answer(signer.signWith("x", "ListSecrets", "{}"))));
      TestSigner stranger = signer.keyId("test");
      assertEquals(
          INVALID, told(room.answer(stranger.signWith(text(issued.token()), "ListSecrets", "{}"))));
    }
  }

  @Test
  @DisplayName("The use of a role is noted, under its unique id")
  void useOfARoleIsNoted() {
    strict.change(change -> change.putting(ROLE));
    Subject subject = new Subject(TestRoom.ACCOUNT, ROLE.id());
    Sessions.Issued issued = strict.sessions.issue(ofRole(ROLE.id()));
    assertNull(strict.uses.of(subject));
    assertEquals("200", told(strict, issued));
    LastUse use = strict.uses.of(subject);
    assertNotNull(use);
    assertEquals("secretsmanager", use.service());
  }

  private static Session ofRole(String roleId) {
    return new Session(
        TestRoom.ACCOUNT,
        roleId,
        "build-7",
        NOW,
        NOW.plusSeconds(3_600),
        null,
        List.of(),
        Map.of(),
        Set.of(),
        null,
        false,
        null);
  }

  private static String told(TestRoom room, Sessions.Issued issued) {
    TestSigner signer = signer(issued).time(room.time());
    WireRequest request = signer.signWith(text(issued.token()), "ListSecrets", "{}");
    return told(room.answer(request));
  }

  private static TestSigner signer(Sessions.Issued issued) {
    return TestSigner.valid().keyId(issued.accessKeyId()).secret(text(issued.secret()));
  }

  private static String told(GoldenAnswer answer) {
    if (answer.status() == 200) {
      return "200";
    }
    var error = Json.object(answer.body());
    return Json.text(error, "__type") + ": " + Json.text(error, "message");
  }

  private static String text(SensitiveBytes secret) {
    return secret.use(bytes -> new String(bytes, US_ASCII));
  }
}
