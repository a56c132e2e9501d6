@NullMarked
package io.financeflow.ml;

import org.jspecify.annotations.NullMarked;
