package io.financeflow.orchestrator.settings;

/**
 * Who logs in.
 *
 * @param user empty for nobody
 * @param password empty for none
 */
public record Credentials(String user, String password) {
  /** Nobody. */
  public static final Credentials NONE = new Credentials("", "");

  /** Never has the password. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
