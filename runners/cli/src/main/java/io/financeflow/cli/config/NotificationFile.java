package io.financeflow.cli.config;

import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.notify.NotificationRules;
import io.financeflow.orchestrator.yaml.FileProblem;
import io.financeflow.orchestrator.yaml.InvalidFile;
import io.financeflow.orchestrator.yaml.NotificationsDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who is told what: the file that {@code FINANCEFLOW_NOTIFICATIONS} names, else {@code
 * notifications.yaml} in the working directory. Its {@code ${NAME}} are settings like all others.
 */
public final class NotificationFile {
  private static final String USUAL = "notifications.yaml";

  private NotificationFile() {}

  /**
   * Reads it; without the usual file nobody is told anything.
   *
   * @throws Failure.Usage when it is wrong, or the one that is named is not there
   */
  public static NotificationRules read(Environment environment, Configuration configuration) {
    Optional<String> named = configuration.get("FINANCEFLOW_NOTIFICATIONS");
    String name = named.orElse(USUAL);
    Path file = environment.workingDirectory().resolve(name);
    if (named.isEmpty() && !Files.exists(file)) {
      return NotificationRules.NONE;
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return NotificationsDocument.read(name, text, configuration::get);
    } catch (InvalidFile invalid) {
      throw new Failure.Usage(line(invalid.problems()));
    } catch (IOException e) {
      throw new Failure.Usage(
          "cannot read "
              + name
              + " (FINANCEFLOW_NOTIFICATIONS): correct the path, or its encoding");
    }
  }

  private static String line(List<FileProblem> problems) {
    int more = problems.size() - 1;
    return problems.get(0) + (more == 0 ? "" : " (and " + more + " more)");
  }
}
