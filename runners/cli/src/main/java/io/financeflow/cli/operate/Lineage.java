package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.lineage.LineageEmitter;
import io.financeflow.orchestrator.lineage.LineageSink;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the lineage service that {@code OPENLINEAGE_URL} names, if it names one. */
final class Lineage {

  private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);

  private Lineage() {}

  /** Who is told; empty for nobody. */
  static Optional<LineageSink> sink(Configuration configuration) {
    try {
      return configuration
          .get("OPENLINEAGE_URL")
          .map(url -> LineageSink.at(url, configuration.get("OPENLINEAGE_API_KEY").orElse("")));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("OPENLINEAGE_URL: " + wrong.getMessage());
    }
  }

  /** Tells all there is; what fails is tried again the next time. */
  static void tell(LineageEmitter emitter) {
    try {
      while (emitter.pass() > 0) {
        LOG.debug("lineage events were told");
      }
    } catch (JdbiException away) {
      LOG.debug("lineage waits for the database", away);
    }
  }
}
