package io.strongroom.api.sts;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.CallerOperation;
import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Sessions;
import io.strongroom.iam.Principal;
import io.strongroom.iam.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code GetSessionToken}: temporary credentials for a user, who may do with them what the user may
 * do. It takes lasting credentials and no permission.
 *
 * <p>Source: STS API Reference, GetSessionToken. What the credentials may not call is for the
 * evaluator.
 */
final class GetSessionToken implements CallerOperation<GetSessionToken.Input, Sessions.Issued> {
  private static final long USUAL_SECONDS = Duration.ofHours(12).toSeconds();

  /** The account itself gets an hour, even where it asks for more. */
  private static final long ROOT_SECONDS = Duration.ofHours(1).toSeconds();

  /** For how long, and with which second factor. */
  record Input(@Nullable Long seconds, boolean secondFactor) {}

  private static final InputMember<Long> DURATION =
      InputMember.optional("DurationSeconds", new Shape.Whole(Shape.Width.INTEGER, 900, 129_600))
          .shown();
  private static final InputMember<String> SERIAL =
      InputMember.optional("SerialNumber", Shapes.SERIAL_NUMBER).shown();
  private static final InputMember<String> CODE =
      InputMember.optional("TokenCode", Shapes.TOKEN_CODE);
  private static final Contract<Input, Sessions.Issued> CONTRACT =
      Contract.ofService(
          StsOperations.NAME,
          "GetSessionToken",
          InputStructure.of(
              "GetSessionTokenRequest",
              in -> new Input(in.get(DURATION), in.get(SERIAL) != null || in.get(CODE) != null),
              DURATION,
              SERIAL,
              CODE),
          OutputStructure.of(
              "GetSessionTokenResponse",
              shown("Credentials", Shapes.CREDENTIALS, issued -> issued)));

  private final Sessions sessions;

  GetSessionToken(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Contract<Input, Sessions.Issued> contract() {
    return CONTRACT;
  }

  @Override
  public Sessions.Issued answer(Input in, Call call) {
    if (call.caller().session() != null) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "Cannot call GetSessionToken with session credentials");
    }
    if (in.secondFactor()) {
      throw Assuming.noSecondFactor();
    }
    Instant now = Instant.ofEpochSecond(call.now().getEpochSecond());
    Session session =
        Session.ofUser(
            call.account(), call.principal().userId(), now, now.plusSeconds(seconds(in, call)));
    Sessions.Issued issued = sessions.issue(session);
    call.closing(issued.secret());
    call.closing(issued.token());
    return issued;
  }

  private static long seconds(Input in, Call call) {
    if (call.principal() instanceof Principal.Root) {
      return in.seconds() == null ? ROOT_SECONDS : Math.min(in.seconds(), ROOT_SECONDS);
    }
    return in.seconds() == null ? USUAL_SECONDS : in.seconds();
  }
}
