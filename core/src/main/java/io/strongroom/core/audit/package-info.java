/** What is kept of every call: the record, and the ports to where it goes. */
@NullMarked
package io.strongroom.core.audit;

import org.jspecify.annotations.NullMarked;
