package io.financeflow.sandbox.market;

/**
 * Who is behind a listing, as the reference endpoints tell it.
 *
 * @param type the vendor's code of the security type, such as CS, ETF or PFD
 * @param exchange the market identifier code, such as XNYS; empty when unknown
 * @param industry free text; empty when unknown
 * @param shares shares outstanding before any split of the listing; 0 when unknown
 */
public record Company(String name, String type, String exchange, String industry, long shares) {

  public Company {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    if (shares < 0) {
      throw new IllegalArgumentException("shares must be >= 0 but was " + shares + " for " + name);
    }
  }
}
