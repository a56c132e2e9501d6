package io.financeflow.cli.config;

import io.financeflow.cli.output.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Everything outside of the process that a command may look at.
 *
 * @param variables environment variables
 * @param workingDirectory where {@code financeflow.properties} is looked for
 * @param userHome where the embedded database lives unless FINANCEFLOW_HOME says otherwise
 * @param clock what time it is
 * @param console where to write
 */
public record Environment(
    Map<String, String> variables,
    Path workingDirectory,
    Path userHome,
    Clock clock,
    Console console) {}
