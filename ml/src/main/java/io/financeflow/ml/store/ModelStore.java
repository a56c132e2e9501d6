package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.ModelAliasTable;
import io.financeflow.schema.model.ModelTable;
import io.financeflow.schema.model.ModelVersionTable;
import java.time.Clock;
import java.util.List;

/**
 * Models and their versions. A version never changes: neither here nor, by a trigger, in SQL.
 *
 * <p>Thread-safe; what one call stores is one transaction, and any number of processes may save
 * versions of one model at once: each gets a number of its own.
 */
public final class ModelStore {
  private final Database database;
  private final Clock clock;

  /** The store of a database that has its tables. */
  public ModelStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Saves a version without a note: see {@link #save(NewVersion, String)}. */
  public StoredVersion save(NewVersion version) {
    return save(version, "");
  }

  /**
   * Saves a version under the next number of its model; the first makes the model. It gets no
   * alias.
   *
   * @param note for people, up to 1000 characters
   * @throws ModelRefusal when the model forecasts another target, or there is no such parent
   */
  public StoredVersion save(NewVersion version, String note) {
    Saving saving = new Saving(version, note, clock.instant());
    return database.jdbi().inTransaction(saving::in);
  }

  /**
   * Finds a version: the champion for a plain name, the latest when there is none.
   *
   * @throws NoSuchModel when there is none
   */
  public StoredVersion find(ModelRef ref) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                Versions.find(handle, ref)
                    .orElseThrow(
                        () -> new NoSuchModel(ref.text(), Versions.known(handle, ref.model()))));
  }

  /**
   * Returns the bytes that were saved.
   *
   * @throws CorruptArtifact when the stored ones have another length or SHA-256
   * @throws NoSuchModel when the version was deleted since
   */
  public byte[] artifact(StoredVersion version) {
    byte[] found =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(ModelTable.SELECT_ARTIFACT)
                        .bind("id", version.id())
                        .mapTo(byte[].class)
                        .findOne())
            .orElseThrow(() -> new NoSuchModel(version.ref().text(), List.of()));
    if (found.length != version.size()) {
      throw new CorruptArtifact(
          version.model(), version.version(), found.length + " bytes, not " + version.size());
    }
    if (!Sha256.of(found).equals(version.sha256())) {
      throw new CorruptArtifact(version.model(), version.version(), "another SHA-256");
    }
    return found;
  }

  /** Returns all versions of all models, by model and number. */
  public List<StoredVersion> list() {
    return database
        .jdbi()
        .withHandle(
            handle -> Versions.read(handle.createQuery(ModelVersionTable.SELECT_ALL)).list());
  }

  /**
   * Returns the versions of a model, by number.
   *
   * @throws NoSuchModel when there is no such model
   */
  public List<StoredVersion> versions(String model) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              List<StoredVersion> found = Versions.of(handle, model);
              if (found.isEmpty()) {
                throw new NoSuchModel(model, Versions.names(handle));
              }
              return found;
            });
  }

  /**
   * Deletes a version with its artifact, predictions and scores; its number is not given again.
   *
   * @throws NoSuchModel when there is none
   * @throws ModelRefusal when it has an alias, and for the last version of a model
   */
  public void delete(String model, int version) {
    ModelRef ref = ModelRef.of(model, version);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              Versions.lock(handle, model);
              StoredVersion found =
                  Versions.find(handle, ref)
                      .orElseThrow(
                          () -> new NoSuchModel(ref.text(), Versions.known(handle, ref.model())));
              if (Versions.of(handle, model).size() == 1) {
                throw new ModelRefusal(
                    "%s is the only version of its model: delete the model, %s"
                        .formatted(ref.text(), model));
              }
              Versions.delete(handle, found.requireUnaliased());
            });
  }

  /**
   * Deletes a model with everything of all its versions, also those with an alias; what was decided
   * about it stays in {@code promotions}.
   *
   * @return how many versions
   * @throws NoSuchModel when there is none
   */
  public int delete(String model) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Versions.lock(handle, model);
              List<StoredVersion> all = Versions.of(handle, model);
              handle.createUpdate(ModelAliasTable.DELETE_ALL).bind("model", model).execute();
              all.forEach(version -> Versions.delete(handle, version));
              handle.createUpdate(ModelTable.DELETE).bind("name", model).execute();
              return all.size();
            });
  }
}
