/**
 * The DAGs as the database knows them: start with {@link
 * io.financeflow.orchestrator.catalogue.Catalogue}.
 */
@NullMarked
package io.financeflow.orchestrator.catalogue;

import org.jspecify.annotations.NullMarked;
