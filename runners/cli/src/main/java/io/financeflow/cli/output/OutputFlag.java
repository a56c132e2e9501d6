package io.financeflow.cli.output;

import com.google.gson.JsonElement;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * The flags {@code -o table|json|yaml} and {@code --json} of commands that report, as a mixin.
 *
 * <p>{@code --json} is short for {@code -o json} and wins over another {@code -o}.
 */
public final class OutputFlag {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "Form of the output: ${COMPLETION-CANDIDATES} (default: table).")
  private Listing.Form form = Listing.Form.table;

  @Option(names = "--json", description = "The same as -o json.")
  private boolean json;

  /** The form asked for. */
  public Listing.Form form() {
    return json ? Listing.Form.json : form;
  }

  /** Prints a list in that form. */
  public void print(PrintStream out, Listing listing) {
    out.print(listing.text(form()));
  }

  /**
   * Prints one thing in that form.
   *
   * @param table what people read, with its line breaks; made only when it is asked for
   */
  public void print(PrintStream out, JsonElement value, Supplier<String> table) {
    out.print(form() == Listing.Form.table ? table.get() : Listing.text(value, form()));
  }
}
