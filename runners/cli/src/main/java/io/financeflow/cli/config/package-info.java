/** Where settings come from: flags over environment over {@code financeflow.properties}. */
@NullMarked
package io.financeflow.cli.config;

import org.jspecify.annotations.NullMarked;
