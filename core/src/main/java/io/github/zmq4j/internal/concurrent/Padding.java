package io.github.zmq4j.internal.concurrent;

/**
 * Keeps the fields of a subclass off the cache lines of whatever object lies before: two lines,
 * since processors fetch them in pairs. A class below it, with as many fields again, keeps them off
 * what lies behind. Two threads that write to one line wrest it from each other, though neither
 * cares for what the other writes; and the collector puts the objects of two sockets side by side.
 *
 * <p>Measured with 16 bytes over inproc, in processes that took turns: 1.1 to 1.8 times as many
 * messages a second since the locks of the two sockets, and what they note of each message, have
 * lines of their own.
 */
public abstract class Padding {
  int p0; // fills the gap behind the header, or a field of the subclass would
  long p1;
  long p2;
  long p3;
  long p4;
  long p5;
  long p6;
  long p7;
  long p8;
  long p9;
  long p10;
  long p11;
  long p12;
  long p13;
  long p14;
  long p15;

  /** For subclasses. */
  protected Padding() {}
}
