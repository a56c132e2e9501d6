/**
 * Texts with values in them, {@code {{ ds }}}. Start with {@link
 * io.financeflow.orchestrator.template.Template}.
 */
@NullMarked
package io.financeflow.orchestrator.template;

import org.jspecify.annotations.NullMarked;
