package io.strongroom.api;

import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenRunner;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every golden case, without a socket. */
@ExtendWith(CanaryExtension.class)
class GoldenTest {
  static final Path GOLDEN = Path.of("..", "golden");

  @TestFactory
  Stream<DynamicNode> everyAnswerIsTheOneOnFile() {
    return new GoldenRunner(GOLDEN, clock -> TestRoom.lenient(clock)::answer).tests();
  }
}
