package io.strongroom.iam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.strongroom.iam.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SessionTokensPropertyTest {
  private final SessionTokens tokens = new SessionTokens(Sealing.keyring(7));

  @Property(tries = 500)
  @Label("Any session opens as it was sealed, for its key alone")
  void anySessionOpens(@ForAll("sessions") Session session) {
    String token = Sealing.text(tokens.seal(session, Sealing.KEY_ID, Sealing.SECRET));

    SessionTokens.Opened opened = new SessionTokens(Sealing.keyring(8)).open(Sealing.KEY_ID, token);
    assertNotNull(opened);
    assertEquals(session, opened.session());
    assertNull(tokens.open("ASIAIOSFODNN7EXAMPLF", token));
  }

  @Property(tries = 1_000)
  @Label("Any text but a token opens nothing, and nothing throws")
  void anyTextOpensNothing(@ForAll String keyId, @ForAll String text) {
    assertNull(tokens.open(keyId, text));
  }

  @Provide
  Arbitrary<Session> sessions() {
    Arbitrary<String> texts = Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    Arbitrary<Map<String, String>> tags = Arbitraries.maps(texts, texts).ofMaxSize(8);
    Arbitrary<List<String>> arns = texts.list().ofMaxSize(3);
    Arbitrary<Set<String>> keys = texts.set().ofMaxSize(3);
    return Combinators.combine(
            texts,
            times,
            times,
            texts.injectNull(0.5),
            arns,
            tags,
            keys,
            Arbitraries.of(true, false))
        .as(
            (text, from, to, policy, names, tagged, transitive, chained) ->
                new Session(
                    new AccountId("111122223333"),
                    "AROA",
                    chained ? null : text,
                    from,
                    to,
                    policy,
                    names,
                    tagged,
                    transitive,
                    chained ? text : null,
                    chained,
                    policy));
  }
}
