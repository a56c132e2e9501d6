package io.financeflow.orchestrator.settings;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Named things of one table, each encrypted in part.
 *
 * <p>Every write is one transaction that keeps other writers of the table out, so an edit sees what
 * the one before it stored. Thread-safe.
 *
 * @param <T> a thing
 * @param <R> its row
 */
final class Shelf<T, R> {
  private final Database database;
  private final Vault vault;
  private final Form<T, R> form;

  Shelf(Database database, Vault vault, Form<T, R> form) {
    this.database = database;
    this.vault = vault;
    this.form = form;
  }

  /**
   * The statements of a table, each as its table class describes it.
   *
   * @param what the word for one thing
   */
  record Statements(
      String what, String lock, String all, String one, String upsert, String delete) {}

  /** How a thing is stored. */
  interface Form<T, R> {
    Statements statements();

    R read(ResultSet row) throws SQLException;

    String nameOf(R row);

    Sealed sealed(R row);

    /** The thing of a row, whose sealed text was opened. */
    T open(R row, String opened);

    String name(T thing);

    /** What of it is encrypted. */
    String secret(T thing);

    /** The arguments of the upsert. */
    List<Object> arguments(T thing, Sealed sealed);
  }

  List<T> all() {
    return rows().stream().map(this::open).toList();
  }

  Optional<T> find(String name) {
    return database.jdbi().withHandle(handle -> row(handle, name)).map(this::open);
  }

  /** Which names there are, sorted; needs no key. */
  List<String> names() {
    return rows().stream().map(form::nameOf).toList();
  }

  /** Does all edits, in order, or none; says for each name what it did. */
  Map<String, Change> edit(List<Edit<T>> edits) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              handle.execute(form.statements().lock());
              ensureKey(handle);
              Map<String, Change> changes = new LinkedHashMap<>();
              for (Edit<T> edit : edits) {
                if (changes.put(edit.name(), apply(handle, edit)) != null) {
                  throw new InvalidSetting(place(edit.name()) + " is set twice: leave one");
                }
              }
              return changes;
            });
  }

  /** Whether there was one; needs no key. */
  boolean delete(String name) {
    return database.jdbi().withHandle(h -> h.execute(form.statements().delete(), name)) > 0;
  }

  private Change apply(Handle handle, Edit<T> edit) {
    Optional<R> row = row(handle, edit.name());
    Optional<T> before = row.map(this::open);
    T after = edit.change().apply(before);
    boolean same = before.isPresent() && before.get().equals(after);
    if (!same || !form.sealed(row.orElseThrow()).keyId().equals(vault.currentKey())) {
      Sealed sealed = vault.seal(place(form.name(after)), form.secret(after));
      handle.execute(form.statements().upsert(), form.arguments(after, sealed).toArray());
    }
    return same ? Change.UNCHANGED : before.isPresent() ? Change.CHANGED : Change.ADDED;
  }

  /** A new key is for the first value only; afterwards it would hide that the key was lost. */
  private void ensureKey(Handle handle) {
    if (vault.hasKeyFile()) {
      return;
    }
    if (handle.createQuery(Sealed.ANY).mapTo(Boolean.class).one()) {
      vault.currentKey();
    }
    vault.createKeyFile();
  }

  private List<R> rows() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(form.statements().all())
                    .map((row, context) -> form.read(row))
                    .list());
  }

  private Optional<R> row(Handle handle, String name) {
    return handle
        .createQuery(form.statements().one())
        .bind(0, name)
        .map((row, context) -> form.read(row))
        .findOne();
  }

  private T open(R row) {
    return form.open(row, vault.open(place(form.nameOf(row)), form.sealed(row)));
  }

  private String place(String name) {
    return form.statements().what() + " '" + name + "'";
  }
}
