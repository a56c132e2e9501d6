/**
 * The Polygon.io (Massive) REST API: grouped daily bars, splits, dividends and listings.
 *
 * <p>Start with {@link io.financeflow.pipelines.source.polygon.Polygon}. HTTP, retries and the rate
 * limit live in {@link io.financeflow.pipelines.source.polygon.PolygonHttp}; what an error means in
 * {@link io.financeflow.pipelines.source.polygon.Refusals}; what a valid bar is in {@link
 * io.financeflow.pipelines.source.polygon.BarRules}.
 */
@NullMarked
package io.financeflow.pipelines.source.polygon;

import org.jspecify.annotations.NullMarked;
