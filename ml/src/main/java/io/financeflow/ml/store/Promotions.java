package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.ModelAliasTable;
import io.financeflow.schema.model.PromotionTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/**
 * Moves the aliases of a model, each time with a reason that is kept.
 *
 * <p>One call is one transaction under the lock of its model: aliases and the row of {@code
 * promotions} change together or not at all. Doing again what is done already changes nothing and
 * returns empty. Thread-safe.
 */
public final class Promotions {
  private final Database database;
  private final Clock clock;

  /** The aliases of a database that has its tables. */
  public Promotions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Makes a version the champion. The champion before becomes previous; a challenger that is
   * promoted is no challenger any more.
   *
   * @param ref which version, by number or alias
   * @throws NoSuchModel when there is none
   * @throws ModelRefusal for a plain name
   */
  public Optional<Promotion> promote(ModelRef ref, Decision decision) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              StoredVersion chosen = locked(handle, ref);
              return enthrone(handle, chosen, "promote", decision);
            });
  }

  /**
   * Makes a version the champion as {@link #promote} does, unless somebody else has changed the
   * champion meanwhile; empty then.
   *
   * @param champion version that it was judged against; empty when there was none
   * @throws NoSuchModel when there is no such version
   */
  public Optional<Promotion> succeed(StoredVersion next, OptionalInt champion, Decision decision) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              StoredVersion chosen = locked(handle, next.ref());
              return holder(handle, chosen.model(), Alias.CHAMPION).equals(champion)
                  ? enthrone(handle, chosen, "promote", decision)
                  : Optional.empty();
            });
  }

  /**
   * Makes a version the challenger, in place of another one.
   *
   * @throws NoSuchModel when there is none
   * @throws ModelRefusal for a plain name, and for the champion: it cannot challenge itself
   */
  public Optional<Promotion> challenge(ModelRef ref, Decision decision) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              StoredVersion chosen = locked(handle, ref);
              if (chosen.aliases().contains(Alias.CHAMPION)) {
                throw new ModelRefusal(
                    "%s is champion: choose another version as challenger"
                        .formatted(chosen.ref().text()));
              }
              OptionalInt before = holder(handle, chosen.model(), Alias.CHALLENGER);
              if (before.equals(OptionalInt.of(chosen.version()))) {
                return Optional.empty();
              }
              set(handle, chosen.model(), Alias.CHALLENGER, chosen.version());
              return Optional.of(
                  note(handle, chosen, "challenge", Alias.CHALLENGER, before, decision));
            });
  }

  /**
   * Makes the previous champion the champion again; the two change places, so that a second
   * rollback undoes the first.
   *
   * @throws NoSuchModel when there is no such model
   * @throws ModelRefusal when it has no previous champion
   */
  public Promotion rollback(String model, Decision decision) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              Versions.lock(handle, model);
              StoredVersion previous =
                  Versions.aliased(handle, model, Alias.PREVIOUS)
                      .orElseThrow(
                          () ->
                              new ModelRefusal(
                                  "model %s has no previous champion to return to: promote a version"
                                      .formatted(model)));
              return enthrone(handle, previous, "rollback", decision).orElseThrow();
            });
  }

  /** Returns what was decided about a model, newest first, also about one that is deleted. */
  public List<Promotion> of(String model) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(PromotionTable.SELECT)
                    .bind("model", model)
                    .map((row, context) -> Promotion.of(PromotionTable.read(row)))
                    .list());
  }

  private static StoredVersion locked(Handle handle, ModelRef ref) {
    Versions.lock(handle, ref.model());
    if (ref.alias().isEmpty() && ref.version().isEmpty()) {
      throw new ModelRefusal(
          "say which version: one of " + String.join(", ", Versions.known(handle, ref.model())));
    }
    return Versions.find(handle, ref)
        .orElseThrow(() -> new NoSuchModel(ref.text(), Versions.known(handle, ref.model())));
  }

  private Optional<Promotion> enthrone(
      Handle handle, StoredVersion chosen, String action, Decision decision) {
    OptionalInt champion = holder(handle, chosen.model(), Alias.CHAMPION);
    if (champion.equals(OptionalInt.of(chosen.version()))) {
      return Optional.empty();
    }
    for (Alias left : List.of(Alias.CHALLENGER, Alias.PREVIOUS)) {
      handle
          .createUpdate(ModelAliasTable.DELETE)
          .bind("model", chosen.model())
          .bind("alias", left.text())
          .bind("version", chosen.version())
          .execute();
    }
    if (champion.isPresent()) {
      set(handle, chosen.model(), Alias.PREVIOUS, champion.getAsInt());
    }
    set(handle, chosen.model(), Alias.CHAMPION, chosen.version());
    return Optional.of(note(handle, chosen, action, Alias.CHAMPION, champion, decision));
  }

  private static OptionalInt holder(Handle handle, String model, Alias alias) {
    return Versions.aliased(handle, model, alias)
        .map(version -> OptionalInt.of(version.version()))
        .orElse(OptionalInt.empty());
  }

  private void set(Handle handle, String model, Alias alias, int version) {
    handle
        .createUpdate(ModelAliasTable.UPSERT)
        .bind("model", model)
        .bind("alias", alias.text())
        .bind("version", version)
        .bind("now", clock.instant())
        .execute();
  }

  private Promotion note(
      Handle handle,
      StoredVersion to,
      String action,
      Alias alias,
      OptionalInt from,
      Decision decision) {
    Promotion promotion =
        new Promotion(to.model(), action, alias, from, to.version(), decision, clock.instant());
    handle
        .createUpdate(PromotionTable.INSERT)
        .bind("model", promotion.model())
        .bind("action", action)
        .bind("alias", alias.text())
        .bind("from", from.isPresent() ? (Integer) from.getAsInt() : null)
        .bind("to", promotion.to())
        .bind("reason", decision.reason())
        .bind("by", decision.by())
        .bind("figures", decision.figures().toString())
        .bind("now", promotion.at())
        .execute();
    return promotion;
  }
}
