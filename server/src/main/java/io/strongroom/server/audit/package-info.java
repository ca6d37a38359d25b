/** The audit log as files of JSON lines: written by the server, read by anybody who may. */
@NullMarked
package io.strongroom.server.audit;

import org.jspecify.annotations.NullMarked;
