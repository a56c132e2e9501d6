package io.financeflow.ml.store;

import io.financeflow.schema.model.ModelTable;
import io.financeflow.schema.model.ModelVersionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;

/** Questions about versions within a transaction. */
final class Versions {
  private Versions() {}

  /** Locks a model until the end of the transaction; refuses one that there is not. */
  static void lock(Handle handle, String model) {
    ModelRef.requireName(model);
    if (!locked(handle, model)) {
      throw new NoSuchModel(model, names(handle));
    }
  }

  /** Locks a model until the end of the transaction; false when there is no such model. */
  static boolean locked(Handle handle, String model) {
    return handle
        .createQuery(ModelTable.LOCK)
        .bind("name", model)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /** The champion for a plain name, the latest when there is none. */
  static Optional<StoredVersion> find(Handle handle, ModelRef ref) {
    if (ref.version().isPresent()) {
      return read(handle
              .createQuery(ModelVersionTable.SELECT_ONE)
              .bind("model", ref.model())
              .bind("version", ref.version().getAsInt()))
          .findOne();
    }
    Optional<StoredVersion> aliased =
        aliased(handle, ref.model(), ref.alias().orElse(Alias.CHAMPION));
    return ref.alias().isPresent() ? aliased : aliased.or(() -> latest(handle, ref.model()));
  }

  static Optional<StoredVersion> aliased(Handle handle, String model, Alias alias) {
    return read(handle
            .createQuery(ModelVersionTable.SELECT_ALIASED)
            .bind("model", model)
            .bind("alias", alias.text()))
        .findOne();
  }

  private static Optional<StoredVersion> latest(Handle handle, String model) {
    return read(handle.createQuery(ModelVersionTable.SELECT_LATEST).bind("model", model)).findOne();
  }

  /** All of a model, by number. */
  static List<StoredVersion> of(Handle handle, String model) {
    return read(handle.createQuery(ModelVersionTable.SELECT_OF_MODEL).bind("model", model)).list();
  }

  static List<String> names(Handle handle) {
    return handle.createQuery(ModelTable.SELECT_NAMES).mapTo(String.class).list();
  }

  /** The versions and aliases of a model; of a model that there is not, the names of all. */
  static List<String> known(Handle handle, String model) {
    List<String> known = new ArrayList<>();
    for (StoredVersion version : of(handle, model)) {
      known.add(version.ref().text());
      version.aliases().forEach(alias -> known.add(ModelRef.of(model, alias).text()));
    }
    return known.isEmpty() ? names(handle) : known;
  }

  /** Removes one with all it has. */
  static void delete(Handle handle, StoredVersion version) {
    handle.createUpdate(ModelVersionTable.DELETE).bind("id", version.id()).execute();
  }

  static ResultIterable<StoredVersion> read(Query query) {
    return query.map((row, context) -> StoredVersion.of(ModelVersionTable.read(row)));
  }
}
