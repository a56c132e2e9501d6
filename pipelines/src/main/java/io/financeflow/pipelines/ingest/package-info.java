/**
 * Ingest: a vendor's sessions and reference lists become tables.
 *
 * <p>Start with {@link io.financeflow.pipelines.ingest.IngestPipeline}; what an answer means is
 * decided in {@link io.financeflow.pipelines.ingest.Verdict}.
 */
@NullMarked
package io.financeflow.pipelines.ingest;

import org.jspecify.annotations.NullMarked;
