/**
 * Datasets as files: start with {@link io.financeflow.cli.export.DatasetExport}; a form of file is
 * a {@link io.financeflow.cli.export.RowFile}.
 */
@NullMarked
package io.financeflow.cli.export;

import org.jspecify.annotations.NullMarked;
