package io.financeflow.ml.lstm;

/**
 * All that decides what a network becomes, besides its data.
 *
 * @param target what it forecasts
 * @param network how it is built
 * @param training how it learns
 * @param seeds networks that are trained from different beginnings and averaged, 1 to 50
 * @param seed first of their seeds
 */
public record LstmSettings(
    Target target, Network network, Training training, int seeds, long seed) {

  /** Checks the bounds. */
  public LstmSettings {
    within("seeds", seeds, 1, 50);
  }

  /** What a network forecasts. */
  public enum Target {
    /** The return of the next session; squared error. */
    NEXT_RETURN,
    /** How likely the return of the next session is above 0; cross entropy. */
    DIRECTION
  }

  /** How weights move. */
  public enum Optimizer {
    /** Kingma and Ba 2015. */
    ADAM,
    /** Tieleman and Hinton 2012. */
    RMSPROP,
    /** Plain stochastic gradient descent. */
    SGD
  }

  /**
   * How a network is built.
   *
   * @param units cells of each LSTM layer, 1 to 512
   * @param layers LSTM layers, 1 to 4
   * @param lookBack sessions that it sees, 2 to 500
   * @param dropout share of a layer's inputs that training leaves out, 0 to 0.9
   */
  public record Network(int units, int layers, int lookBack, double dropout) {
    /** Checks the bounds. */
    public Network {
      within("units", units, 1, 512);
      within("layers", layers, 1, 4);
      within("look-back", lookBack, 2, 500);
      within("dropout", dropout, 0, 0.9);
    }
  }

  /**
   * How a network learns.
   *
   * @param optimizer how weights move
   * @param learningRate how far, above 0 to 1
   * @param batchSize windows per step, 1 to 65,536
   * @param epochs rounds through the training windows at most, 1 to 10,000
   * @param patience epochs without a better validation loss before it stops, 1 to 10,000
   */
  public record Training(
      Optimizer optimizer, double learningRate, int batchSize, int epochs, int patience) {
    /** Checks the bounds. */
    public Training {
      within("learning-rate", learningRate, Double.MIN_NORMAL, 1);
      within("batch-size", batchSize, 1, 65_536);
      within("epochs", epochs, 1, 10_000);
      within("patience", patience, 1, 10_000);
    }
  }

  /** Returns what is taken when nothing is said: 25 cells, 60 sessions, Adam, batches of 512. */
  public static LstmSettings defaults(Target target) {
    return new LstmSettings(
        target, new Network(25, 1, 60, 0.1), new Training(Optimizer.ADAM, 1e-3, 512, 50, 10), 1, 1);
  }

  private static void within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be %s to %s but was %s".formatted(name, text(low), text(high), text(value)));
    }
  }

  private static String text(double value) {
    if (value == Double.MIN_NORMAL) {
      return "above 0";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
