package io.financeflow.ml.model;

import io.financeflow.ml.forecaster.Forecast;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the model of a ticker stands in its series. It takes closes as they come, its parameters
 * stay. Immutable.
 *
 * @param member the model after its last session, with that session's close as traded then
 * @param scale what a close in the shares of that session is multiplied with for the model: it
 *     knows the shares of the day it was trained on, and splits have come since
 */
public record Position(ArimaSet.Member member, double scale) {
  /** Returns where a model stands that was just loaded. */
  public static Position of(ArimaSet.Member member) {
    return new Position(member, 1);
  }

  /**
   * Goes on to the last of some closes.
   *
   * @param closes in the shares of their last session
   * @return empty when they do not reach back to the close it stands at, as when another company
   *     took the symbol or splits contradict each other
   */
  public Optional<Position> advance(Closes closes) {
    int stand = closes.sessions().indexOf(member.last());
    if (stand < 0 || Double.isNaN(closes.at(stand))) {
      return Optional.empty();
    }
    double[] known = Arrays.copyOfRange(closes.values(), stand, closes.length());
    double shares = scale * member.lastClose() / known[0];
    double[] values = member.target().series(known).values();
    if (member.target() != Target.NEXT_RETURN) {
      values = Arrays.stream(values).skip(1).map(close -> close * shares).toArray();
    }
    LocalDate last = closes.sessions().get(closes.length() - 1);
    return Optional.of(
        new Position(
            new ArimaSet.Member(
                member.target(), last, known[known.length - 1], member.model().update(values)),
            shares));
  }

  /** Returns the next values: simple returns, or closes in the shares of its last session. */
  public List<Forecast.Step> forecast(int horizon, double level) {
    double unit = member.target() == Target.NEXT_RETURN ? 1 : scale;
    return member.model().forecast(horizon, level).steps().stream()
        .map(s -> new Forecast.Step(s.low() / unit, s.point() / unit, s.high() / unit))
        .toList();
  }
}
