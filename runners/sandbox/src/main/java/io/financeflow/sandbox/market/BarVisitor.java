package io.financeflow.sandbox.market;

/** Receives bars one by one, on the caller's thread. */
@FunctionalInterface
public interface BarVisitor {

  void bar(Listing listing, Bar bar);
}
