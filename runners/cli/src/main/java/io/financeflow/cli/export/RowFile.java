package io.financeflow.cli.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file that takes rows one by one and is complete when it is closed. */
interface RowFile extends Closeable {
  /** The columns before the features. */
  List<String> KEY = List.of("segment", "trading_date", "ticker");

  /** Appends a row. */
  void write(ExportRow row) throws IOException;

  /** A form of file. */
  interface Form {
    /** Begins a file, replacing what is there. */
    RowFile open(Path path, List<String> features, List<String> labels) throws IOException;
  }
}
