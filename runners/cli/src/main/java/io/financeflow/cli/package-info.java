@NullMarked
package io.financeflow.cli;

import org.jspecify.annotations.NullMarked;
