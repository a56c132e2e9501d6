@NullMarked
package io.financeflow.sandbox.fault;

import org.jspecify.annotations.NullMarked;
