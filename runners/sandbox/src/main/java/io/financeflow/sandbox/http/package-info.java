/**
 * The vendor's wire format: paths, parameters, JSON bodies and error texts, and the server.
 *
 * <p>Start with {@code Vendor}, which turns a {@code Request} into an {@code Answer}; one class per
 * endpoint below it; {@link io.financeflow.sandbox.http.Server} puts it on a socket.
 */
@NullMarked
package io.financeflow.sandbox.http;

import org.jspecify.annotations.NullMarked;
