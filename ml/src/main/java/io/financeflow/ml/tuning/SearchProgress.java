package io.financeflow.ml.tuning;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a search is.
 *
 * @param done trials with a result, failed ones and earlier runs included
 * @param of how many there will be; empty when only time ends the search
 * @param best the trial with the lowest objective
 * @param left how long the rest takes at the pace of this run; empty when that cannot be told
 */
public record SearchProgress(
    int done, OptionalInt of, Optional<Trial> best, Optional<Duration> left) {}
