package io.strongroom.api.shape;

import static io.strongroom.api.shape.OutputStructure.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.keys.SensitiveBytes;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers of the Query protocol, as Smithy's "AWS query protocol" describes them. */
class XmlShapeWriterTest {

  private record Inner(String key) {}

  private record Answer(
      String text,
      @Nullable Instant date,
      @Nullable List<Inner> list,
      @Nullable Map<String, Long> map,
      @Nullable SensitiveBytes secret) {}

  private static final OutputStructure<Inner> INNER =
      OutputStructure.of("Inner", member("Key", Shape.text(), Inner::key));

  private static final OutputStructure<Answer> ANSWER =
      OutputStructure.of(
          "Answer",
          member("Text", Shape.text(), Answer::text),
          member("Date", new Shape.Date(), Answer::date),
          member("List", Shape.list(INNER), Answer::list),
          member("Map", new Shape.MapOf<>(new Shape.Whole(Shape.Width.INTEGER, 0, 9)), Answer::map),
          member("Secret", new Shape.SecretText(0, 100, Shape.Alphabet.ANY), Answer::secret));

  private static String written(Answer answer) {
    XmlOut out = new XmlOut(4);
    XmlShapeWriter.write(ANSWER, answer, out);
    return new String(out.bytes(), 0, out.length(), UTF_8);
  }

  @Test
  void everyShapeHasItsForm() {
    assertEquals(
        "<Date>2024-01-01T00:00:00Z</Date><List><member><Key>a</Key></member></List>"
            + "<Map><entry><key>k</key><value>3</value></entry></Map><Secret>s&lt;</Secret>"
            + "<Text>t</Text>",
        written(
            new Answer(
                "t",
                Instant.parse("2024-01-01T00:00:00.987Z"),
                List.of(new Inner("a")),
                Map.of("k", 3L),
                SensitiveBytes.copyOf("s<".getBytes(UTF_8)))));
  }

  @Test
  void whatIsAbsentIsLeftOutAndEmptyListsAreNot() {
    assertEquals("<Text></Text>", written(new Answer("", null, null, null, null)));
    assertEquals(
        "<List></List><Text></Text>", written(new Answer("", null, List.of(), null, null)));
  }

  @Test
  void charactersThatXmlDoesNotHaveAreReplaced() {
    assertEquals(
        "<Text>\uFFFD\uFFFD\uFFFD&#xD;</Text>",
        written(new Answer("\0\uFFFE\uFFFF\r", null, null, null, null)));
  }

  @Property(tries = 500)
  void anyTextComesBackFromAParser(@ForAll String text) throws Exception {
    String wellFormed = new String(text.getBytes(UTF_8), UTF_8);
    String xml = written(new Answer(wellFormed, null, null, null, null));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    String expected =
        wellFormed.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "\uFFFD");
    assertEquals(expected, document.getDocumentElement().getTextContent());
  }
}
