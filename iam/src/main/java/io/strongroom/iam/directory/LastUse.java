package io.strongroom.iam.directory;

import io.strongroom.iam.Region;
import java.time.Instant;

/**
 * When an access key or a role was last used.
 *
 * @param date when, to the precision at which uses are noted
 * @param region in which region
 * @param service for which service, by its name in credential scopes
 */
public record LastUse(Instant date, Region region, String service) {}
