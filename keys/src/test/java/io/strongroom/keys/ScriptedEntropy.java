package io.strongroom.keys;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Gives exactly the bytes it was made with, in order, and no more. */
final class ScriptedEntropy implements Entropy {
  private final ByteBuffer script;

  ScriptedEntropy(String hex) {
    script = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Override
  public void fill(byte[] target) {
    script.get(target);
  }

  boolean isSpent() {
    return !script.hasRemaining();
  }
}
