/**
 * Vendors: the only package that opens sockets.
 *
 * <p>A vendor class answers with records or fails with a {@link
 * io.financeflow.pipelines.source.VendorFailure} that says whether a later attempt can succeed.
 */
@NullMarked
package io.financeflow.pipelines.source;

import org.jspecify.annotations.NullMarked;
