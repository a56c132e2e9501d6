package io.financeflow.schema.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

@ExtendWith(PostgresExtension.class)
class BinaryCopyTest {

  @Test
  void postgresReadsTheArraysThatWereWritten(Database database) throws SQLException, IOException {
    float[] values = {9, 1.5f, Float.NaN, -0.1f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 9};
    BinaryCopy rows = new BinaryCopy();
    rows.row(2).int8(1L).float4Array(values, 1, 5);
    rows.row(2).int8(2L).float4Array(values, 0, 2);
    rows.row(2).int8(3L).float4Array(values, 3, 0);
    rows.row(2).int8(4L).float4Array(new float[20_000], 0, 20_000);

    try (Connection connection = database.dataSource().getConnection()) {
      connection.createStatement().execute("CREATE TABLE t (id bigint, v real[])");
      long copied =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY t FROM STDIN (FORMAT binary)",
                  new ByteArrayInputStream(rows.toByteArray()));
      assertThat(copied).isEqualTo(4);
    }

    assertThat(
            Rows.of(
                database, "SELECT id, v, array_ndims(v), array_lower(v, 1) FROM t WHERE id < 4"))
        .containsExactly("1 {1.5,NULL,-0.1,1e-45,Infinity} 1 1", "2 {9,1.5} 1 1", "3 {} null null");
    assertThat(Rows.of(database, "SELECT cardinality(v), 0 = ALL (v) FROM t WHERE id = 4"))
        .containsExactly("20000 t");
    // Equal to an array that SQL makes, so that a comparison with a stored one is not fooled.
    assertThat(Rows.of(database, "SELECT v = '{9,1.5}'::real[] FROM t WHERE id = 2"))
        .containsExactly("t");
  }
}
