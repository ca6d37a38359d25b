package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.rotation.RotationRules;

/** Rotation rules, as requests give them and answers show them. */
final class RulesShown {
  private static final InputMember<Long> AFTER_DAYS =
      InputMember.optional("AutomaticallyAfterDays", Shapes.AFTER_DAYS).shown();
  private static final InputMember<String> DURATION =
      InputMember.optional("Duration", Shapes.DURATION).shown();
  private static final InputMember<String> SCHEDULE =
      InputMember.optional("ScheduleExpression", Shapes.SCHEDULE).shown();

  /** The shape in requests. */
  static final Shape<RotationRules> REQUEST =
      InputStructure.of(
          "RotationRulesType",
          in -> RotationRules.parse(in.get(AFTER_DAYS), in.get(DURATION), in.get(SCHEDULE)),
          AFTER_DAYS,
          DURATION,
          SCHEDULE);

  /** The shape in answers, where the number of days is always shown. */
  static final Shape<RotationRules> SHAPE =
      OutputStructure.of(
          "RotationRulesType",
          member(
              "AutomaticallyAfterDays",
              Shapes.AFTER_DAYS,
              rules -> (long) rules.automaticallyAfterDaysShown()),
          member("Duration", Shapes.DURATION, RotationRules::duration),
          member("ScheduleExpression", Shapes.SCHEDULE, RotationRules::scheduleExpression));

  private RulesShown() {}
}
