import org.jspecify.annotations.NullMarked;

/** ZeroMQ for the JVM: sockets, patterns and the ZMTP wire protocol. */
@NullMarked
module io.github.zmq4j {
  requires static jdk.jfr; // records where the JVM has it
  requires jdk.net;
  requires static org.jspecify;

  exports io.github.zmq4j;
  exports io.github.zmq4j.spi;
}
