package io.financeflow.orchestrator.settings;

/**
 * Slots that task instances share.
 *
 * @param name 1 to 100 letters, digits, {@code _}, {@code .} and {@code -}
 * @param slots how many there are, 0 or more; with 0 nothing of it starts
 * @param about for people, may be empty
 */
public record Pool(String name, int slots, String about) {
  /** Refuses what is out of bounds. */
  public Pool {
    Named.check("pool", name);
    if (slots < 0) {
      throw new InvalidSetting("slots of pool '" + name + "' must be >= 0 but was " + slots);
    }
  }
}
