package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One company's use of a symbol, one row of the table of listings. A reused symbol has several.
 *
 * @param ticker vendor symbol
 * @param delistedDate last date this listing traded; null while it is active
 * @param name company or fund; empty when unknown
 * @param type vendor code (CS, ETF, PFD, ...); empty when unknown
 * @param identity where and as what it is registered
 */
public record Listing(
    String ticker, @Nullable LocalDate delistedDate, String name, String type, Identity identity)
    implements Serializable {

  /**
   * Registration of a listing, each part empty when unknown.
   *
   * @param primaryExchange MIC of the exchange
   * @param currency trading currency as the vendor names it
   * @param cik SEC central index key
   * @param compositeFigi OpenFIGI composite id
   */
  public record Identity(String primaryExchange, String currency, String cik, String compositeFigi)
      implements Serializable {}
}
