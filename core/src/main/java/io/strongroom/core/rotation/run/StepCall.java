package io.strongroom.core.rotation.run;

import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.VersionId;
import io.strongroom.keys.SensitiveBytes;

/**
 * One step to be taken by a rotation function.
 *
 * @param secret the secret as it was when the step began
 * @param by who is configured to take the step
 * @param version the version that is being made: the ClientRequestToken of the event
 * @param token the RotationToken of the event, which proves that a call belongs to this rotation
 */
public record StepCall(
    Secret secret, RotatedBy by, RotationStep step, VersionId version, SensitiveBytes token) {}
