package io.github.zmq4j;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the option table begins. One class is one section of the table, in the order of libzmq's
 * manual: {@link GeneralOptions}, {@link ConnectionOptions}, {@link TransportOptions}, {@link
 * LegacyTransportOptions}, {@link PatternOptions}, {@link SecurityOptions}; each extends the one
 * before, and {@link Options} the last, so that all constants can be named through it.
 *
 * <p><b>Threading.</b> {@code ROWS} grows while these classes are initialized, which the JVM does
 * one after the other, superclass first; so it is in order, and complete and visible to everyone
 * who has come past the initialization of {@code Options}.
 */
abstract class OptionTable {
  static final List<SocketOption<?>> ROWS = new ArrayList<>();

  OptionTable() {}
}
