package io.strongroom.api;

import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.core.store.Commit;
import io.strongroom.testkit.GoldenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of more secrets than one request looks at. */
class LongListTest {
  private static final int LOOKED_AT = 10_000;

  private final TestRoom room = TestRoom.lenient();

  private void insert(String name) {
    assertInstanceOf(
        Commit.Done.class,
        room.store.commit(inserting(secret(TestRoom.ACCOUNT, TestRoom.REGION, name))));
  }

  @BeforeEach
  void makeSecrets() {
    insert("found");
    for (int i = 0; i < LOOKED_AT; i++) {
      insert("secret-" + i);
    }
  }

  private Map<String, Object> list(String filters, String token) {
    GoldenAnswer answer =
        room.call(
            "ListSecrets", "{\"SortOrder\":\"desc\",\"Filters\":[" + filters + "]" + token + "}");
    assertEquals(200, answer.status(), answer::toString);
    return Json.object(answer.body());
  }

  @Test
  void negatedFilterAnswersAnEmptyPageWithAToken() {
    String filter = "{\"Key\":\"name\",\"Values\":[\"!secret\"]}";
    Map<String, Object> first = list(filter, "");
    assertEquals(List.of(), Json.list(first, "SecretList"));
    String token = ",\"NextToken\":\"" + first.get("NextToken") + "\"";
    Map<String, Object> last = list(filter, token);
    assertEquals(1, Json.list(last, "SecretList").size());
    assertFalse(last.containsKey("NextToken"));
  }

  @Test
  void emptyFilterAnswersAFullPage() {
    String filter = "{\"Key\":\"all\",\"Values\":[\"\"]}";
    assertEquals(100, Json.list(list(filter, ""), "SecretList").size());
  }
}
