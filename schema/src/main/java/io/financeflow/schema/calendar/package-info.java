/** The trading calendar of the New York Stock Exchange: which days trade, from when, until when. */
@NullMarked
package io.financeflow.schema.calendar;

import org.jspecify.annotations.NullMarked;
