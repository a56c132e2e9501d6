package io.financeflow.orchestrator.yaml;

/**
 * Something wrong in a file.
 *
 * @param file as it was named to the reader
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to write instead, one line
 */
public record FileProblem(String file, int line, int column, String message) {

  /** {@code dags/daily.yaml:12:5: message}, which editors can jump to. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
