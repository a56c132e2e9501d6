package io.financeflow.cli.flink;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.runners.flink.metrics.FlinkMetricContainer;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;

/** Reads the counters that a job's steps counted, which Beam hides in one Flink accumulator. */
final class BeamCounters {
  private BeamCounters() {}

  /**
   * Returns the sums of the counters by name over all steps, such as rows, changed, rejected; none
   * when the cluster has none or does not tell.
   */
  static Map<String, Long> of(FlinkAddress address, String jobId) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, address.host());
    configuration.set(RestOptions.PORT, address.port());
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 2);
    try (RestClusterClient<StandaloneClusterId> client =
        new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
      Object found =
          client
              .getAccumulators(JobID.fromHexString(jobId), BeamCounters.class.getClassLoader())
              .get()
              .get(FlinkMetricContainer.ACCUMULATOR_NAME);
      return found instanceof MetricsContainerStepMap steps ? sums(steps) : Map.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (Exception untold) {
      return Map.of();
    }
  }

  private static Map<String, Long> sums(MetricsContainerStepMap steps) {
    MetricQueryResults results =
        MetricsContainerStepMap.asAttemptedOnlyMetricResults(steps)
            .queryMetrics(MetricsFilter.builder().build());
    Map<String, Long> sums = new TreeMap<>();
    results
        .getCounters()
        .forEach(
            counter -> sums.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    return sums;
  }
}
