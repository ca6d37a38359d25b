package io.strongroom.core.rotation.run;

import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.Secret;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A function that moves the label in its last step, and does otherwise what a test says. */
final class ScriptedFunction implements RotationFunctions {
  private final RotationRig rig;

  /** Each call: step, version and token. */
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

  /** What the next calls do instead. */
  final Deque<Function<StepCall, StepOutcome>> script = new ArrayDeque<>();

  ScriptedFunction(RotationRig rig) {
    this.rig = rig;
  }

  @Override
  public void requireInvocable(RotatedBy by, Secret secret) {}

  @Override
  public StepOutcome invoke(StepCall call) {
    calls.add(call.step().text() + " " + call.version());
    tokens.add(text(call.token()));
    Function<StepCall, StepOutcome> next = script.poll();
    return next == null ? obey(call) : next.apply(call);
  }

  @Override
  public StepOutcome copyCurrent(StepCall call) {
    calls.add("copy " + call.version());
    return new StepOutcome.Done();
  }

  /** Does the step as it should be done. */
  StepOutcome obey(StepCall call) {
    if (call.step() == RotationStep.FINISH_SECRET) {
      rig.makeCurrent(call.secret().identity(), call.version());
    }
    return new StepOutcome.Done();
  }

  static StepOutcome fail(StepCall call) {
    return new StepOutcome.Failed(StepOutcome.Permanence.PASSING, "no");
  }

  private static String text(SensitiveBytes token) {
    return token.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }
}
