package io.github.zmq4j.benchmarks;

import java.util.Locale;

/** What a figure counts. */
enum Unit {
  /** Microseconds: fewer are better. */
  MICROSECONDS("us", 2),
  /** Messages in a second: more are better. */
  MESSAGES_PER_SECOND("msg/s", 0),
  /** Messages times the peers that each one reached, in a second: more are better. */
  DELIVERIES_PER_SECOND("deliveries/s", 0),
  /** Subscriptions that took effect in a second: more are better. */
  SUBSCRIPTIONS_PER_SECOND("subscriptions/s", 0),
  /** Bytes of memory that a subscription takes: fewer are better. */
  BYTES_PER_SUBSCRIPTION("B/subscription", 1);

  private final String symbol;
  private final int decimals;

  Unit(String symbol, int decimals) {
    this.symbol = symbol;
    this.decimals = decimals;
  }

  String symbol() {
    return symbol;
  }

  String format(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
