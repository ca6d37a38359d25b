package io.strongroom.store.postgres;

import io.strongroom.store.postgres.DatabaseUrl.Host;

/**
 * The database server that was found to be the primary. Finding it begins a view: what was read in
 * an earlier one is forgotten, since another primary need not have had it.
 *
 * @param host where it is
 * @param identity what its connections say of who it is
 * @param view the number of the view, which grows
 */
record Primary(Host host, String identity, long view) {}
