package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.config.NotificationFile;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.notify.ChannelSettings;
import io.financeflow.orchestrator.notify.Channels;
import io.financeflow.orchestrator.notify.Deliveries;
import io.financeflow.orchestrator.notify.Outcome;
import io.financeflow.schema.db.Database;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notifications}: what was told whom about runs. */
@Command(
    name = "notifications",
    mixinStandardHelpOptions = true,
    description = {
      "List, test and send again what mail, Slack and webhooks are told about runs.",
      "Channels and rules are in notifications.yaml, or the file FINANCEFLOW_NOTIFICATIONS names;"
          + " runners/deploy/notifications.example.yaml explains them."
    })
final class NotificationsCommand {
  private final Environment environment;

  NotificationsCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      description = "List the messages, newest first, with their state and latest error.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--failed",
              description = "Only those that failed and are not sent yet, also if tried again.")
          boolean failed,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: 50).")
          int limit,
      @Mixin OutputFlag output) {
    if (limit < 1) {
      throw new Failure.Usage("--limit must be >= 1 but was " + limit);
    }
    List<Deliveries.Delivery> deliveries;
    try (Database database = open()) {
      deliveries = new Deliveries(database.jdbi()).latest(failed, limit);
    }
    Listing listing =
        Listing.of(
                "id", "state", "at", "kind", "channel", "rule", "what", "attempts", "next", "error")
            .ifEmpty(failed ? "no failed messages" : "no messages yet");
    deliveries.forEach(delivery -> add(listing, delivery));
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }

  private static void add(Listing listing, Deliveries.Delivery delivery) {
    boolean isDue = delivery.state().equals("DUE");
    listing.row(
        delivery.id(),
        delivery.state().toLowerCase(Locale.ROOT),
        delivery.at(),
        delivery.address().kind(),
        delivery.address().channel(),
        delivery.address().rule(),
        delivery.headline(),
        delivery.attempts(),
        isDue ? delivery.due() : null,
        delivery.error().isEmpty() ? null : delivery.error());
  }

  @Command(
      description = "Send a message, labelled as a test, on one channel now and say what happened.",
      mixinStandardHelpOptions = true)
  int test(@Parameters(paramLabel = "CHANNEL", description = "Name of a channel.") String channel) {
    List<ChannelSettings> channels =
        NotificationFile.read(environment, Configuration.read(environment)).channels();
    ChannelSettings settings =
        channels.stream()
            .filter(each -> each.name().equals(channel))
            .findFirst()
            .orElseThrow(() -> unknown(channel, channels));
    Outcome outcome = Channels.test(settings, environment.clock().instant());
    if (!(outcome instanceof Outcome.Sent)) {
      throw new Failure.Incomplete(ExitCode.FAILED, channel + ": " + outcome.text());
    }
    environment.console().out().println("sent: " + channel + ": " + outcome.text());
    return ExitCode.DONE.code();
  }

  private static Failure.Usage unknown(String channel, List<ChannelSettings> channels) {
    List<String> names = channels.stream().map(ChannelSettings::name).toList();
    return new Failure.Usage(
        "no channel '%s': %s"
            .formatted(
                channel,
                names.isEmpty()
                    ? "there is no notifications.yaml with channels, see"
                        + " runners/deploy/notifications.example.yaml"
                    : "there is " + String.join(", ", names)));
  }

  @Command(
      description = {
        "Make messages due again at once, whatever became of them; a running scheduler sends them.",
        "One that was sent already goes out as a new message."
      },
      mixinStandardHelpOptions = true)
  int resend(
      @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of a message, see list.")
          @Nullable Long id,
      @Option(names = "--failed", description = "All that list --failed shows.") boolean failed) {
    if (failed == (id != null)) {
      throw new Failure.Usage(
          "resend needs an ID or --failed, see ./financeflow notifications list");
    }
    Instant now = environment.clock().instant();
    try (Database database = open()) {
      Deliveries deliveries = new Deliveries(database.jdbi());
      int due = id == null ? deliveries.resendFailed(now) : one(deliveries, id, now);
      environment.console().out().println("due again: " + due);
    }
    return ExitCode.DONE.code();
  }

  private static int one(Deliveries deliveries, long id, Instant now) {
    return switch (deliveries.resend(id, now)) {
      case DUE -> 1;
      case BEING_SENT ->
          throw new Failure.Incomplete(
              ExitCode.NOT_READY,
              "message " + id + " is being sent at this moment: try again later");
      case UNKNOWN ->
          throw new Failure.Usage("no message " + id + ": see ./financeflow notifications list");
    };
  }

  private Database open() {
    return new Databases(Configuration.read(environment)).open();
  }
}
