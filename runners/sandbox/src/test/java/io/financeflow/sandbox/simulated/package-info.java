@NullMarked
package io.financeflow.sandbox.simulated;

import org.jspecify.annotations.NullMarked;
