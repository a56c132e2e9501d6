@NullMarked
package io.financeflow.sandbox.http;

import org.jspecify.annotations.NullMarked;
