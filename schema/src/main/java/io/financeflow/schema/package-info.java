@NullMarked
package io.financeflow.schema;

import org.jspecify.annotations.NullMarked;
