package io.github.zmq4j.benchmarks;

import java.util.Locale;

/** What a figure counts. */
enum Unit {
  /** Microseconds: fewer are better. */
  MICROSECONDS("us", 2, Better.LESS),
  /** Messages in a second: more are better. */
  MESSAGES_PER_SECOND("msg/s", 0, Better.MORE),
  /** Messages times the peers that each one reached, in a second: more are better. */
  DELIVERIES_PER_SECOND("deliveries/s", 0, Better.MORE),
  /** Requests that were answered in a second: more are better. */
  REQUESTS_PER_SECOND("requests/s", 0, Better.MORE),
  /** Subscriptions that took effect in a second: more are better. */
  SUBSCRIPTIONS_PER_SECOND("subscriptions/s", 0, Better.MORE),
  /** Bytes of memory that a subscription takes: fewer are better. */
  BYTES_PER_SUBSCRIPTION("B/subscription", 1, Better.LESS),
  /** Processor seconds of all processes for a million messages: fewer are better. */
  CPU_SECONDS_PER_MILLION("cpu-s/M", 3, Better.LESS),
  /** Megabytes that all processes allocate for a million messages: fewer are better. */
  MEGABYTES_PER_MILLION("MB/M", 1, Better.LESS),
  /** Connections that were accepted and greeted in a second: more are better. */
  CONNECTIONS_PER_SECOND("connections/s", 0, Better.MORE),
  /** The same for peers that were thrown out all at once: more are better. */
  RECONNECTS_PER_SECOND("reconnects/s", 0, Better.MORE),
  /** Bytes on the heap that an idle connection takes: fewer are better. */
  HEAP_BYTES_PER_CONNECTION("heap-B/connection", 0, Better.LESS),
  /** Bytes outside the Java heap, as resident memory, that it takes: fewer are better. */
  NATIVE_BYTES_PER_CONNECTION("native-B/connection", 0, Better.LESS),
  /** Milliseconds: fewer are better. */
  MILLISECONDS("ms", 1, Better.LESS),
  /** What was done in the first second: more is better. */
  IN_THE_FIRST_SECOND("round-trips/1st-s", 0, Better.MORE);

  /** Which of two figures is the better one. */
  private enum Better {
    /** The lower one. */
    LESS,
    /** The higher one. */
    MORE
  }

  private final String symbol;
  private final int decimals;
  private final Better better;

  Unit(String symbol, int decimals, Better better) {
    this.symbol = symbol;
    this.decimals = decimals;
    this.better = better;
  }

  /** Whether the lower of two figures is the better one. */
  boolean isLessBetter() {
    return better == Better.LESS;
  }

  String symbol() {
    return symbol;
  }

  String format(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
