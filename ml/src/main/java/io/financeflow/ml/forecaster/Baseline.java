package io.financeflow.ml.forecaster;

import java.util.Arrays;
import java.util.List;

/**
 * The plain forecasters that every model has to beat. Errors are taken as normal, with the variance
 * of the one-step errors within the fitted series; the step to a missing value has no error, and
 * the value counts as what was forecast.
 */
public final class Baseline implements Forecaster {
  /** The last value: a random walk. Needs two values. */
  public static final Baseline LAST_VALUE = new Baseline("last-value", new Rules.LastValue());

  /** The last value and the mean change per step. Needs three values. */
  public static final Baseline DRIFT = new Baseline("drift", new Rules.Drift());

  /** The value of a season ago. Needs a season and one value. */
  public static final Baseline SEASONAL_NAIVE =
      new Baseline("seasonal-naive", new Rules.SeasonalNaive());

  /** Always 0: of returns, that prices stay. Needs one value. */
  public static final Baseline ZERO = new Baseline("zero", new Rules.Zero());

  /** The mean of all values. Needs two. */
  public static final Baseline MEAN = new Baseline("mean", new Rules.Mean());

  /** A line through the value before, by least squares. Needs four values. */
  public static final Baseline AR1 = new Baseline("ar1", new Rules.FirstOrder());

  private static final int VERSION = 1;

  private final String name;
  private final Rule rule;

  private Baseline(String name, Rule rule) {
    this.name = name;
    this.rule = rule;
  }

  /** Returns all of them. */
  public static List<Forecaster> all() {
    return List.of(LAST_VALUE, DRIFT, SEASONAL_NAIVE, ZERO, MEAN, AR1);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Fitted fit(Series series) {
    Series trimmed = series.trimmed();
    int memory = rule.memory(series.period());
    if (trimmed.present() < rule.needed(series.period()) || trimmed.length() <= memory) {
      throw new NothingToFit(name, rule.needed(series.period()), trimmed.present());
    }
    double[] y = trimmed.values();
    double[] parameters = rule.estimate(y);
    Errors errors = new Errors();
    double[] recent = carriedForward(Arrays.copyOf(y, memory));
    for (int i = memory; i < y.length; i++) {
      double expected = rule.next(parameters, recent);
      errors.add(y[i] - expected);
      recent = shifted(recent, Double.isNaN(y[i]) ? expected : y[i]);
    }
    return new FittedBaseline(parameters, recent, errors.spread());
  }

  @Override
  public Fitted load(byte[] saved) {
    return ModelBytes.read(
        saved,
        name,
        VERSION,
        in ->
            new FittedBaseline(
                ModelBytes.readNumbers(in), ModelBytes.readNumbers(in), in.readDouble()));
  }

  private static double[] carriedForward(double[] first) {
    for (int i = 1; i < first.length; i++) {
      if (Double.isNaN(first[i])) {
        first[i] = first[i - 1];
      }
    }
    return first;
  }

  private static double[] shifted(double[] recent, double latest) {
    if (recent.length == 0) {
      return recent;
    }
    double[] next = Arrays.copyOfRange(recent, 1, recent.length + 1);
    next[recent.length - 1] = latest;
    return next;
  }

  private final class Errors {
    private int count;
    private double squares;

    void add(double error) {
      if (!Double.isNaN(error)) {
        count++;
        squares += error * error;
      }
    }

    double spread() {
      int degrees = count - rule.degrees();
      if (degrees < 1) {
        throw new NothingToFit(name, rule.degrees() + 1, count);
      }
      return Math.sqrt(squares / degrees);
    }
  }

  private final class FittedBaseline implements Fitted {
    private final double[] parameters;
    private final double[] recent;
    private final double spread;

    FittedBaseline(double[] parameters, double[] recent, double spread) {
      this.parameters = parameters;
      this.recent = recent;
      this.spread = spread;
    }

    @Override
    public Forecast forecast(int horizon, double level) {
      double[] points = new double[horizon];
      double[] spreads = new double[horizon];
      double[] latest = recent;
      for (int i = 0; i < horizon; i++) {
        points[i] = rule.next(parameters, latest);
        spreads[i] = spread * Math.sqrt(rule.growth(i + 1, parameters, recent.length));
        latest = shifted(latest, points[i]);
      }
      return Forecast.normal(points, spreads, level);
    }

    @Override
    public Fitted update(double... values) {
      double[] latest = recent;
      for (double value : Series.of(values).values()) {
        latest = shifted(latest, Double.isNaN(value) ? rule.next(parameters, latest) : value);
      }
      return new FittedBaseline(parameters, latest, spread);
    }

    @Override
    public byte[] save() {
      return ModelBytes.write(
          name,
          VERSION,
          out -> {
            ModelBytes.writeNumbers(out, parameters);
            ModelBytes.writeNumbers(out, recent);
            out.writeDouble(spread);
          });
    }

    @Override
    public String description() {
      return parameters.length == 0 ? name : name + " " + Arrays.toString(parameters);
    }
  }
}
