package io.financeflow.cli.export;

import blue.strategic.parquet.ParquetWriter;
import blue.strategic.parquet.ValueWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Parquet, compressed with Snappy: texts, a date, required floats for features, optional ones for
 * labels. Memory: one row group.
 */
final class ParquetFile implements RowFile {
  private final List<String> features;
  private final List<String> labels;
  private final ParquetWriter<ExportRow> writer;

  ParquetFile(Path path, List<String> features, List<String> labels) throws IOException {
    this.features = features;
    this.labels = labels;
    this.writer = ParquetWriter.writeFile(schema(features, labels), path.toFile(), this::dehydrate);
  }

  private static MessageType schema(List<String> features, List<String> labels) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    schema
        .required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(KEY.get(0));
    schema.required(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(KEY.get(1));
    schema
        .required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(KEY.get(2));
    features.forEach(name -> schema.required(PrimitiveTypeName.FLOAT).named(name));
    labels.forEach(name -> schema.optional(PrimitiveTypeName.FLOAT).named(name));
    return schema.named("dataset");
  }

  private void dehydrate(ExportRow row, ValueWriter out) {
    out.write(KEY.get(0), row.segment());
    out.write(KEY.get(1), Math.toIntExact(row.date().toEpochDay()));
    out.write(KEY.get(2), row.ticker());
    for (int i = 0; i < features.size(); i++) {
      out.write(features.get(i), row.features()[i]);
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!Float.isNaN(row.labels()[i])) {
        out.write(labels.get(i), row.labels()[i]);
      }
    }
  }

  @Override
  public void write(ExportRow row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
