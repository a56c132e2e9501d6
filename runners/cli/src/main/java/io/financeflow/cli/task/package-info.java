/**
 * The work behind the kinds of tasks, and the DAGs that come with the program.
 *
 * <p>Start with {@link io.financeflow.cli.task.CliTasks}. A pipeline is a command of the command
 * line: its arguments are its flags, its report becomes outputs, its exit code a class of error.
 */
@NullMarked
package io.financeflow.cli.task;

import org.jspecify.annotations.NullMarked;
