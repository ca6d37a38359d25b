package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SensitiveBytesTest {

  @Test
  void copyIsApartFromItsSource() {
    byte[] source = {1, 2, 3};
    SensitiveBytes copy = SensitiveBytes.copyOf(source);
    source[0] = 9;

    assertArrayEquals(new byte[] {1, 2, 3}, Samples.bytes(copy));
    assertNotSame(source, copy.<byte[]>use(bytes -> bytes));
  }

  @Test
  @DisplayName("MEM-2: closing overwrites the bytes, however often")
  void closingOverwritesTheBytes() {
    byte[] bytes = {1, 2, 3};
    SensitiveBytes sensitive = SensitiveBytes.owning(bytes);
    assertSame(bytes, sensitive.<byte[]>use(lent -> lent));

    sensitive.close();
    sensitive.close();

    assertArrayEquals(new byte[3], bytes);
    assertEquals(3, sensitive.length());
  }

  @Property(tries = 200)
  void samenessIsThatOfContents(@ForAll byte[] one, @ForAll byte[] other) {
    SensitiveBytes first = SensitiveBytes.copyOf(one);

    assertTrue(first.sameAs(SensitiveBytes.copyOf(one)));
    assertEquals(Arrays.equals(one, other), first.sameAs(SensitiveBytes.copyOf(other)));
  }

  @Test
  void equalityAndHashTellNothing() {
    SensitiveBytes first = SensitiveBytes.copyOf(new byte[] {1, 2});
    SensitiveBytes second = SensitiveBytes.copyOf(new byte[] {1, 2});

    assertNotEquals(first, second);
    assertFalse(first.equals((Object) new byte[] {1, 2}));
  }
}
