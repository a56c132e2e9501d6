/**
 * How the program reaches PostgreSQL: addresses, pools, migrations and an own server on a laptop.
 *
 * <p>Start at {@link io.financeflow.schema.db.Database}, a pool on any PostgreSQL. {@link
 * io.financeflow.schema.db.EmbeddedPostgres} starts a real server in a directory for those who have
 * none, and {@link io.financeflow.schema.db.Migrations} brings either to the tables of this
 * version.
 */
@NullMarked
package io.financeflow.schema.db;

import org.jspecify.annotations.NullMarked;
