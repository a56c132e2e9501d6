@NullMarked
package io.financeflow.sandbox.replay;

import org.jspecify.annotations.NullMarked;
