package io.financeflow.orchestrator.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * A change to one named thing, made from what is stored at that moment.
 *
 * @param name of the thing
 * @param change gets what is stored, empty for nothing, and gives what to store under the same
 *     name; refuses by throwing, and then nothing is stored
 */
public record Edit<T>(String name, Function<Optional<T>, T> change) {}
