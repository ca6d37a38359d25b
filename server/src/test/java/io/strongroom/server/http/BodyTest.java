package io.strongroom.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final int MOST = 100_000;

  @Property(tries = 200)
  void theWholeIsTheSumOfItsPartsAndItsMemoryComesBack(
      @ForAll @Size(max = 20) List<@IntRange(max = 10_000) Integer> lengths) {
    BodyBudget budget = new BodyBudget(2 * MOST);
    Body body = new Body(MOST, budget);
    byte[] expected = new byte[lengths.stream().mapToInt(length -> length).sum()];
    int position = 0;
    boolean refused = false;
    for (int length : lengths) {
      Arrays.fill(expected, position, position + length, (byte) (position + 1));
      position += length;
      byte[] part = Arrays.copyOfRange(expected, position - length, position);
      Refusal refusal = body.add(Unpooled.wrappedBuffer(part));
      assertEquals(position > MOST ? Refusal.BODY_TOO_LARGE : null, refusal);
      if (refusal != null) {
        refused = true;
        break;
      }
      assertArrayEquals(new byte[length], part);
      assertEquals(position, body.length());
    }
    if (!refused) {
      assertArrayEquals(expected, body.whole());
      assertEquals(expected.length, budget.taken());
    }
    body.discard();
    body.discard();
    assertEquals(0, budget.taken());
  }

  @Test
  void memoryTakenStaysNearWhatHasCome() {
    BodyBudget budget = new BodyBudget(1 << 20);
    Body body = new Body(1 << 19, budget);
    assertEquals(0, budget.taken());
    assertNull(body.add(Unpooled.wrappedBuffer(new byte[1])));
    assertEquals(16_384, budget.taken());
    assertNull(body.add(Unpooled.wrappedBuffer(new byte[16_384])));
    assertEquals(32_768, budget.taken());
  }

  @Test
  void growthBeyondTheBudgetIsRefusedAndTakesNothing() {
    BodyBudget budget = new BodyBudget(30_000);
    Body body = new Body(1 << 19, budget);
    assertNull(body.add(Unpooled.wrappedBuffer(new byte[16_384])));
    assertEquals(Refusal.OVERLOADED, body.add(Unpooled.wrappedBuffer(new byte[1])));
    assertEquals(16_384, budget.taken());
  }

  @Test
  void outgrownArraysAreOverwritten() {
    Body body = new Body(1 << 19, new BodyBudget(1 << 20));
    body.add(Unpooled.wrappedBuffer(filled(16_384)));
    byte[] first = body.whole();
    body.add(Unpooled.wrappedBuffer(filled(1)));
    assertArrayEquals(new byte[16_384], first);
    byte[] second = body.whole();
    assertArrayEquals(filled(16_385), second);
    body.discard();
    assertArrayEquals(new byte[16_385], second);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
