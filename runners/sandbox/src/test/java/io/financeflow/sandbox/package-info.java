@NullMarked
package io.financeflow.sandbox;

import org.jspecify.annotations.NullMarked;
