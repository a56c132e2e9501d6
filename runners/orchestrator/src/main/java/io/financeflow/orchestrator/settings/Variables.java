package io.financeflow.orchestrator.settings;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.Sealed;
import io.financeflow.schema.run.VariableTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored variables. What one call stores is one transaction. Thread-safe.
 *
 * <p>Whatever reads values throws {@link UnreadableSecret} or {@link KeyFileUnusable} when a value
 * does not open.
 */
public final class Variables {
  private final Shelf<Variable, VariableTable.Row> shelf;

  /** The variables of a database under the keys of a vault. */
  public Variables(Database database, Vault vault) {
    this.shelf = new Shelf<>(database, vault, new Rows());
  }

  /** All, by name. */
  public List<Variable> list() {
    return shelf.all();
  }

  /** One, empty when there is none. */
  public Optional<Variable> get(String name) {
    return shelf.find(name);
  }

  /** One; refuses a name that there is not with {@link InvalidSetting}. */
  public Variable named(String name) {
    return get(name).orElseThrow(() -> Named.unknown("variable", name, shelf.names()));
  }

  /** Stores one, whatever was there. */
  public Change set(Variable variable) {
    return edit(List.of(new Edit<>(variable.name(), before -> variable)))
        .getOrDefault(variable.name(), Change.UNCHANGED);
  }

  /** Does all edits, in order, or none; says what was done, by name in that order. */
  public Map<String, Change> edit(List<Edit<Variable>> edits) {
    return shelf.edit(edits);
  }

  /** Removes one, also one that does not open; refuses a name that there is not. */
  public void delete(String name) {
    if (!shelf.delete(name)) {
      throw Named.unknown("variable", name, shelf.names());
    }
  }

  /** All values by name, for {@code Values.with("vars", ...)}. */
  public JsonObject values() {
    JsonObject values = new JsonObject();
    list().forEach(variable -> values.add(variable.name(), variable.value()));
    return values;
  }

  /** The secrets among the values, for {@link SecretMask}. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (Variable variable : list()) {
      secrets.addAll(SecretMask.secretsOf(variable.value(), variable.secret()));
    }
    return secrets;
  }

  private static final class Rows implements Shelf.Form<Variable, VariableTable.Row> {
    private static final Shelf.Statements STATEMENTS =
        new Shelf.Statements(
            "variable",
            VariableTable.LOCK,
            VariableTable.SELECT_ALL,
            VariableTable.SELECT,
            VariableTable.UPSERT,
            VariableTable.DELETE);

    @Override
    public Shelf.Statements statements() {
      return STATEMENTS;
    }

    @Override
    public VariableTable.Row read(ResultSet row) throws SQLException {
      return VariableTable.read(row);
    }

    @Override
    public String nameOf(VariableTable.Row row) {
      return row.name();
    }

    @Override
    public Sealed sealed(VariableTable.Row row) {
      return row.sealed();
    }

    @Override
    public Variable open(VariableTable.Row row, String opened) {
      return new Variable(row.name(), JsonParser.parseString(opened), row.secret(), row.about());
    }

    @Override
    public String name(Variable variable) {
      return variable.name();
    }

    @Override
    public String secret(Variable variable) {
      return variable.value().toString();
    }

    @Override
    public List<Object> arguments(Variable variable, Sealed sealed) {
      return List.of(
          variable.name(), variable.secret(), variable.about(), sealed.keyId(), sealed.base64());
    }
  }
}
