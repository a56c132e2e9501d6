/** The commands {@code dags}, {@code runs} and {@code tasks}; each is named after what it does. */
@NullMarked
package io.financeflow.cli.control;

import org.jspecify.annotations.NullMarked;
