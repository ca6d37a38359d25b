package io.strongroom.rotators.target;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The databases that rotators may reach, and how.
 *
 * @param policy which machines
 * @param authorities a file with the certificates in PEM that alone are trusted; null for those
 *     that the Java platform trusts
 * @param plainWhereNoTls whether a secret that does not say so ({@code ssl}) may be rotated in
 *     plain text if the server has no TLS
 * @param limits how long and how much
 */
public record Targets(
    TargetPolicy policy, @Nullable Path authorities, boolean plainWhereNoTls, Limits limits) {}
