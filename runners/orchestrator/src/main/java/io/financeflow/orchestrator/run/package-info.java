/** How runs come about: start with {@link io.financeflow.orchestrator.run.RunCreation}. */
@NullMarked
package io.financeflow.orchestrator.run;

import org.jspecify.annotations.NullMarked;
