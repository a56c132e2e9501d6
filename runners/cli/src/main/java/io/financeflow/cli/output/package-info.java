/** What a person or a program reads: tables, JSON, progress, exit codes. */
@NullMarked
package io.financeflow.cli.output;

import org.jspecify.annotations.NullMarked;
