package io.financeflow.pipelines.source.polygon;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.financeflow.pipelines.source.DaySource;
import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.Receipt;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.IngestionStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The vendor's daily flat files: {@code YYYY/MM/YYYY-MM-DD.csv.gz} in a folder of any of Beam's
 * file systems. Raw prices, one row per ticker, no over-the-counter tickers. Thread-safe.
 *
 * <p>A file beside the years named {@value #LABEL} says where made-up files come from ({@code
 * simulated}, {@code replay}); the vendor's folders have none.
 */
public final class PolygonFiles implements DaySource {
  /** Name of the file whose first line names the source of the folder's data. */
  public static final String LABEL = "FINANCEFLOW_SOURCE";

  private static final int BUFFER_BYTES = 1 << 16;

  private final String folder;
  private final String source;

  private PolygonFiles(String folder, String source) {
    this.folder = folder;
    this.source = source;
  }

  /** Returns the files of a folder; reads its label, if there is one. */
  public static PolygonFiles open(String folder) {
    String path = folder.endsWith("/") ? folder : folder + "/";
    return new PolygonFiles(path, label(path));
  }

  @Override
  public String name() {
    return source;
  }

  @Override
  public FetchedDay day(LocalDate date, boolean expected) {
    String name = "%04d/%02d/%s.csv.gz".formatted(date.getYear(), date.getMonthValue(), date);
    try (InputStream file = stream(folder + name)) {
      return rows(date, new CountingStream(new GZIPInputStream(file, BUFFER_BYTES)), name);
    } catch (FileNotFoundException missing) {
      if (expected) {
        throw failure(
            IngestionStatus.NOT_READY,
            "no file " + folder + name + ": published on the day after the session; retry later",
            missing);
      }
      return new FetchedDay(List.of(), List.of(), new Receipt(null, 0, source));
    } catch (CsvParseException broken) {
      throw failure(IngestionStatus.BAD_INPUT, name + " is not CSV: fetch it again", broken);
    } catch (IOException | UncheckedIOException broken) {
      throw failure(
          IngestionStatus.FAILED,
          name + " cannot be read to its end (" + root(broken) + "): fetch it again",
          broken);
    }
  }

  private FetchedDay rows(LocalDate date, CountingStream text, String name) throws IOException {
    DayCollector collector = new DayCollector(BarFields.FILE, date);
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      Iterator<CsvRecord> lines = csv.iterator();
      List<String> header = lines.hasNext() ? List.copyOf(lines.next().getFields()) : List.of();
      requireColumns(header, name);
      RawRow row = new RawRow();
      while (lines.hasNext()) {
        List<String> cells = lines.next().getFields();
        if (cells.size() == header.size()) {
          row.read(header, cells);
          collector.row(row);
        } else {
          collector.reject(String.join(",", cells), "a row must have " + header.size() + " fields");
        }
      }
    }
    return new FetchedDay(
        collector.bars(), collector.rejects(), new Receipt(null, text.count(), source));
  }

  private static void requireColumns(List<String> header, String name) {
    BarFields fields = BarFields.FILE;
    List<String> columns =
        List.of(
            fields.ticker(),
            fields.volume(),
            fields.open(),
            fields.close(),
            fields.high(),
            fields.low(),
            fields.time());
    if (!header.containsAll(columns)) {
      throw new VendorFailure(
          IngestionStatus.BAD_INPUT,
          null,
          name + " must have the columns " + columns + " but has " + header);
    }
  }

  private static VendorFailure failure(IngestionStatus status, String message, Throwable cause) {
    VendorFailure failure = new VendorFailure(status, null, message);
    failure.initCause(cause);
    return failure;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static InputStream stream(String path) throws IOException {
    MatchResult found = FileSystems.match(path);
    if (found.status() != MatchResult.Status.OK || found.metadata().isEmpty()) {
      throw new FileNotFoundException(path);
    }
    return Channels.newInputStream(FileSystems.open(found.metadata().get(0).resourceId()));
  }

  private static String label(String folder) {
    try (InputStream file = stream(folder + LABEL)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse(Polygon.SOURCE).strip();
    } catch (FileNotFoundException none) {
      return Polygon.SOURCE;
    } catch (IOException broken) {
      throw failure(
          IngestionStatus.FAILED, folder + LABEL + " cannot be read (" + broken + ")", broken);
    }
  }
}
