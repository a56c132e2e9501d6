/** Schedulers and workers as commands: start with {@link io.financeflow.cli.operate.Operation}. */
@NullMarked
package io.financeflow.cli.operate;

import org.jspecify.annotations.NullMarked;
