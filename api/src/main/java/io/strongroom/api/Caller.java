package io.strongroom.api;

import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and for which region.
 *
 * @param principal whom the credentials speak for now
 * @param region the region that the request was signed for
 * @param accessKeyId the key that the request was signed with, or null if it was not signed
 * @param session the session of temporary credentials, else null
 */
public record Caller(
    Principal.OfAccount principal,
    Region region,
    @Nullable String accessKeyId,
    @Nullable Session session) {}
