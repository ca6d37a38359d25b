/**
 * The identities of accounts: users, groups, roles, policies, providers, and who owns which key.
 */
@NullMarked
package io.strongroom.iam.directory;

import org.jspecify.annotations.NullMarked;
