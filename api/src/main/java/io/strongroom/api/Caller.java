package io.strongroom.api;

import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;

/** Who calls, and for which region. */
public record Caller(Principal.OfAccount principal, Region region) {}
