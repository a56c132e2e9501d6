package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models compare}: the metrics of versions side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Show the metrics of versions, and of their baselines, side by side.",
    footer = "%nExample: ./financeflow models compare lstm-us@champion lstm-us@challenger")
final class ModelsCompareCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(arity = "2..*", paramLabel = ModelsCommand.VERSION, description = "Which versions.")
  private List<String> refs = List.of();

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsCompareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<StoredVersion> versions;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      versions = refs.stream().map(desk::find).distinct().toList();
    }
    output.print(environment.console().out(), json(versions), () -> text(versions));
    return ExitCode.DONE.code();
  }

  private static String text(List<StoredVersion> versions) {
    StringBuilder text = new StringBuilder();
    text.append(listing(versions).text(Listing.Form.table)).append('\n');
    text.append(Measures.table(names(versions), each(versions, StoredVersion::metrics)));
    notes(versions).forEach(note -> text.append("\nnote: ").append(note));
    return notes(versions).isEmpty() ? text.toString() : text.append('\n').toString();
  }

  private static JsonObject json(List<StoredVersion> versions) {
    JsonObject json = new JsonObject();
    json.add("versions", listing(versions).json());
    json.add("metrics", Measures.json(names(versions), each(versions, StoredVersion::metrics)));
    JsonArray notes = new JsonArray();
    notes(versions).forEach(notes::add);
    json.add("notes", notes);
    return json;
  }

  private static Listing listing(List<StoredVersion> versions) {
    Listing listing =
        Listing.of("version", "aliases", "kind", "target", "from", "to", "rows", "fingerprint");
    for (StoredVersion each : versions) {
      listing.row(
          each.ref().text(),
          VersionReport.aliases(each),
          each.kind(),
          each.target(),
          each.origin().range().from(),
          each.origin().range().to(),
          each.origin().rows(),
          each.origin().fingerprint());
    }
    return listing;
  }

  /** Why figures may not compare. */
  private static List<String> notes(List<StoredVersion> versions) {
    List<String> notes = new ArrayList<>();
    if (differ(versions, StoredVersion::target)) {
      notes.add("the targets differ, so errors are in different units");
    }
    if (differ(versions, version -> version.origin().fingerprint())) {
      notes.add("the data differ, so figures may be of different stretches of the past");
    }
    return notes;
  }

  private static boolean differ(
      List<StoredVersion> versions, Function<StoredVersion, String> part) {
    return versions.stream().map(part).distinct().count() > 1;
  }

  private static List<String> names(List<StoredVersion> versions) {
    return each(versions, version -> version.ref().text());
  }

  private static <T> List<T> each(List<StoredVersion> versions, Function<StoredVersion, T> part) {
    return versions.stream().map(part).toList();
  }
}
