package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Promotion;
import io.financeflow.ml.store.StoredVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models}: trained models and their versions. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "List, compare, promote and delete trained models.",
      "A version is written NAME:number or NAME@alias (champion, challenger, previous); the plain"
          + " NAME is its champion, or its latest version when it has none."
    })
public final class ModelsCommand {
  static final String VERSION = "NAME[:version|@alias]";

  private final Environment environment;

  private ModelsCommand(Environment environment) {
    this.environment = environment;
  }

  /** The command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new ModelsCommand(environment))
        .addSubcommand(new ModelsCompareCommand(environment))
        .addSubcommand(new ModelsPromoteCommand(environment))
        .addSubcommand(new ModelsRollbackCommand(environment))
        .addSubcommand(new ModelsDeleteCommand(environment))
        .addSubcommand(new ModelsExportCommand(environment))
        .addSubcommand(new ModelsPruneCommand(environment))
        .addSubcommand(new ModelsSearchesCommand(environment));
  }

  @Command(
      description = "List the models, or the versions of one.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its versions.")
          @Nullable String name,
      @Mixin OutputFlag output) {
    try (ModelDesk desk = ModelDesk.open(environment)) {
      Listing listing =
          name == null ? models(desk.store().list()) : versions(desk.store().versions(name));
      output.print(environment.console().out(), listing);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Show a version: where it comes from, how it did beside the baselines.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = VERSION, description = "Which version.") String ref,
      @Mixin OutputFlag output) {
    try (ModelDesk desk = ModelDesk.open(environment)) {
      StoredVersion version = desk.find(ref);
      List<Promotion> promotions = desk.promotions().of(version.model());
      output.print(
          environment.console().out(),
          VersionReport.json(version, promotions),
          () -> VersionReport.text(version, promotions));
    }
    return ExitCode.DONE.code();
  }

  private static Listing models(List<StoredVersion> versions) {
    Listing listing =
        Listing.of(
                "name",
                "target",
                "versions",
                "champion",
                "challenger",
                "previous",
                "latest",
                "saved")
            .ifEmpty("no models yet: ./financeflow train makes them");
    Map<String, List<StoredVersion>> models =
        versions.stream()
            .collect(
                Collectors.groupingBy(
                    StoredVersion::model, LinkedHashMap::new, Collectors.toList()));
    models.forEach(
        (name, all) -> {
          StoredVersion latest = all.get(all.size() - 1);
          listing.row(
              name,
              latest.target(),
              all.size(),
              holder(all, Alias.CHAMPION),
              holder(all, Alias.CHALLENGER),
              holder(all, Alias.PREVIOUS),
              latest.version(),
              latest.createdAt());
        });
    return listing;
  }

  private static @Nullable Integer holder(List<StoredVersion> versions, Alias alias) {
    return versions.stream()
        .filter(version -> version.aliases().contains(alias))
        .map(StoredVersion::version)
        .findFirst()
        .orElse(null);
  }

  private static Listing versions(List<StoredVersion> versions) {
    Listing listing =
        Listing.of(
            "version", "kind", "aliases", "saved", "from", "to", "rows", "bytes", "parent", "note");
    for (StoredVersion each : versions) {
      listing.row(
          each.version(),
          each.kind(),
          VersionReport.aliases(each),
          each.createdAt(),
          each.origin().range().from(),
          each.origin().range().to(),
          each.origin().rows(),
          each.size(),
          VersionReport.number(each.parentVersion()),
          each.note());
    }
    return listing;
  }
}
