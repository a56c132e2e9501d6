package io.financeflow.sandbox.simulated;

/** What a listing is, fixed by its number; the special ones lean on the listing before them. */
enum Kind {
  /** The one fund, which follows the market factor. */
  FUND("ETF"),
  /** An ordinary company. */
  COMMON("CS"),
  /** An ordinary company whose ticker is taken over, after its end, by the next listing. */
  PREDECESSOR("CS"),
  /** A younger company under the ticker of a {@link #PREDECESSOR}. */
  SUCCESSOR("CS"),
  /** A second share class of the company before it: its ticker and {@code .B}. */
  CLASS_B("CS"),
  /** A preferred share of the company before it: its ticker, {@code p} and a letter. */
  PREFERRED("PFD");

  private final String code;

  Kind(String code) {
    this.code = code;
  }

  /** The vendor's code of the security type. */
  String code() {
    return code;
  }

  /** Whether the listing has the ticker root and the lifetime of the one before it. */
  boolean isSibling() {
    return this == CLASS_B || this == PREFERRED;
  }

  static Kind of(int number) {
    if (number == 0) {
      return FUND;
    }
    if (number % 60 == 36) {
      return PREDECESSOR;
    }
    if (number % 60 == 37) {
      return SUCCESSOR;
    }
    return switch (number % 40) {
      case 17 -> CLASS_B;
      case 29 -> PREFERRED;
      default -> COMMON;
    };
  }
}
