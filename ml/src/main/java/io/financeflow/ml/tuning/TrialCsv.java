package io.financeflow.ml.tuning;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trials as CSV, one row each by number: trial, one column per parameter, fold_1.., objective,
 * epochs (in the end), seconds, state. Numbers have a point and no exponent; what is not there is
 * empty; lines end with a line feed.
 */
public final class TrialCsv {
  private TrialCsv() {}

  /** Writes header and rows; does not close. */
  public static void write(SearchSpace space, List<Trial> trials, Writer out) {
    int folds = trials.stream().mapToInt(trial -> folds(trial).size()).max().orElse(0);
    List<String> names = space.parameters().stream().map(Parameter::name).toList();
    List<String> header = new ArrayList<>(List.of("trial"));
    header.addAll(names);
    IntStream.rangeClosed(1, folds).forEach(fold -> header.add("fold_" + fold));
    header.addAll(List.of("objective", "epochs", "seconds", "state"));
    try {
      CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
      csv.writeRecord(header);
      trials.forEach(trial -> csv.writeRecord(row(trial, names, folds)));
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> row(Trial trial, List<String> names, int folds) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(trial.number())));
    for (String name : names) {
      String text = trial.values().text(name);
      row.add(trial.values().isNumber(name) ? text(Double.parseDouble(text)) : text);
    }
    for (int fold = 0; fold < folds; fold++) {
      row.add(fold < folds(trial).size() ? text(folds(trial).get(fold)) : "");
    }
    row.add(trial.course().score().map(score -> text(score.objective())).orElse(""));
    row.add(Integer.toString(trial.candidate().budget().toEpoch()));
    row.add(trial.ended() ? BigDecimal.valueOf(trial.took().toMillis(), 3).toPlainString() : "");
    row.add(trial.state().name());
    return row;
  }

  private static List<Double> folds(Trial trial) {
    return trial.course().score().map(Trial.Score::folds).orElse(List.of());
  }

  private static String text(double number) {
    BigDecimal exact = BigDecimal.valueOf(number);
    BigDecimal shortest = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    return shortest.toPlainString();
  }
}
