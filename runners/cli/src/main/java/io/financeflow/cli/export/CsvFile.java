package io.financeflow.cli.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV with a header, UTF-8; an unknown label is empty. No value needs quotes. */
final class CsvFile implements RowFile {
  private final BufferedWriter out;
  private final int features;
  private final int labels;

  CsvFile(Path path, List<String> features, List<String> labels) throws IOException {
    this.out = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    this.features = features.size();
    this.labels = labels.size();
    out.write(
        Stream.of(KEY, features, labels).flatMap(List::stream).collect(Collectors.joining(",")));
    out.write('\n');
  }

  @Override
  public void write(ExportRow row) throws IOException {
    out.write(row.segment() + "," + row.date() + "," + row.ticker());
    write(row.features(), features);
    write(row.labels(), labels);
    out.write('\n');
  }

  private void write(float[] values, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(',');
      out.write(Float.isNaN(values[i]) ? "" : Float.toString(values[i]));
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
