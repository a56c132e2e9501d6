package io.financeflow.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.financeflow.cli.output.Listing.Form;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ListingTest {

  private static final Listing LISTING =
      Listing.of("name", "slots", "share", "open", "since", "about")
          .row("default", 128, 0.25, true, Instant.parse("2025-01-31T22:00:00Z"), null)
          .row("vendor", -1, 10.0, false, null, "two\nlines, <&> 'quoted'");

  @Command(name = "list")
  private static final class ListCommand implements Runnable {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    @Mixin private OutputFlag output = new OutputFlag();

    @Override
    public void run() {
      PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
      output.print(out, Listing.of("n").row(1));
      output.print(out, JsonParser.parseString("{\"n\": 1}"), () -> "one\n");
    }
  }

  private static String printed(String... args) {
    ListCommand command = new ListCommand();
    assertThat(new CommandLine(command).execute(args)).isZero();
    return command.bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tableIsAlignedAndOneLinePerRow() {
    assertThat(LISTING.text(Form.table))
        .isEqualTo(
            """
            name     slots  share  open   since                 about
            ----------------------------------------------------------------------------
            default    128   0.25  true   2025-01-31T22:00:00Z
            vendor      -1   10.0  false                        two\\nlines, <&> 'quoted'
            """);
  }

  @Test
  void listOfTextsIsALineEach() {
    Listing listing =
        Listing.of("n", "why", "x")
            .row(1, JsonParser.parseString("['too old', 'few\\nrows']"), true)
            .row(2, JsonParser.parseString("[]"), false);

    assertThat(listing.text(Form.table))
        .isEqualTo(
            """
            n  why        x
            -------------------
            1  too old    true
               few\\nrows
            2  []         false
            """);
    assertThat(listing.text(Form.json)).startsWith("[{\"n\":1,\"why\":[\"too old\",");
  }

  @Test
  void jsonKeepsTypesOrderAndNulls() {
    assertThat(LISTING.text(Form.json))
        .isEqualTo(
            """
            [{"name":"default","slots":128,"share":0.25,"open":true,"since":"2025-01-31T22:00:00Z","about":null},\
            {"name":"vendor","slots":-1,"share":10.0,"open":false,"since":null,"about":"two\\nlines, <&> 'quoted'"}]
            """);
  }

  @Test
  void yamlIsInBlockStyle() {
    assertThat(LISTING.text(Form.yaml))
        .isEqualTo(
            """
            - name: default
              slots: 128
              share: 0.25
              open: true
              since: 2025-01-31T22:00:00Z
              about: null
            - name: vendor
              slots: -1
              share: 10.0
              open: false
              since: null
              about: |-
                two
                lines, <&> 'quoted'
            """);
  }

  @Test
  void jsonAndYamlReadBackAsTheSame() {
    JsonElement tricky =
        JsonParser.parseString(
            """
            [{"yes": "no", "n": "1e3", "big": 123456789012345678901234567890, "deep": [[], {}, [1, null]],
              "~": " x ", "": "", "d": -0.5, "e": 1.5E+300, "t": "true", "none": null, "u": "ü: #x\\t\\u0007", "l": "a\\n\\n"}]
            """);

    assertThat(Yaml.read("list", Yaml.write(tricky)).toString())
        .isEqualTo(tricky.toString().replace("1.5E+300", "1.5E300"));
    assertThat(Yaml.read("list", tricky.toString())).isEqualTo(Yaml.read("x", Yaml.write(tricky)));
  }

  @Test
  void noRowsAreALineThatHelpsOrAnEmptyList() {
    Listing none = Listing.of("name").ifEmpty("no pools: see ./financeflow pools set --help");

    assertThat(none.text(Form.table)).isEqualTo("no pools: see ./financeflow pools set --help\n");
    assertThat(none.text(Form.json)).isEqualTo("[]\n");
    assertThat(none.text(Form.yaml)).isEqualTo("[]\n");
  }

  @Test
  void rowOfAnotherWidthIsRefused() {
    Listing listing = Listing.of("name", "slots");

    assertThatThrownBy(() -> listing.row("default"))
        .hasMessage("a row must have 2 cells but had 1");
  }

  @Test
  void flagChoosesTheForm() {
    assertThat(printed()).isEqualTo("n\n-\n1\none\n");
    assertThat(printed("-o", "table")).isEqualTo("n\n-\n1\none\n");
    assertThat(printed("--output=json")).isEqualTo("[{\"n\":1}]\n{\"n\":1}\n");
    assertThat(printed("--json")).isEqualTo("[{\"n\":1}]\n{\"n\":1}\n");
    assertThat(printed("-o", "yaml")).isEqualTo("- n: 1\nn: 1\n");
  }

  @Test
  void brokenFileIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Yaml.read("vars.yaml", "a: 1\nb: [2\n"))
        .isInstanceOf(Failure.Usage.class)
        .hasMessageStartingWith("vars.yaml:3:1: neither YAML nor JSON: ");
    assertThatThrownBy(() -> Yaml.read("vars.yaml", "a: 1\na: 2\n"))
        .hasMessage("vars.yaml:2:1: neither YAML nor JSON: found duplicate key a");
  }
}
