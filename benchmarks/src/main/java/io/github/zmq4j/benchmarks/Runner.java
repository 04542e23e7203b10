package io.github.zmq4j.benchmarks;

import java.io.IOException;

/** The running processes of one contender in one scenario. */
interface Runner extends AutoCloseable {
  /** Works until the code is compiled and the caches are warm, and measures nothing. */
  void warmUp() throws IOException;

  /** Works and measures. */
  Round round() throws IOException;

  /** Ends the processes. */
  @Override
  void close();
}
