package io.github.zmq4j.internal.zmtp.wire;

import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How long it takes to put a message of one frame on the wire, and to take it off again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBenchmark {
  private static final int MESSAGES = 64;

  /** Bytes of a message: a short frame, and two long ones. */
  @Param({"16", "1024", "16384"})
  int size;

  private final MessageEncoder encoder = new MessageEncoder(Framing.V2);
  private final FrameDecoder decoder = new FrameDecoder(Framing.V2, -1, Metadata.EMPTY);
  private Message message = Message.of("");
  private ByteBuffer wire = ByteBuffer.allocateDirect(0);

  /** Fills the wire. */
  @Setup
  public void fill() {
    message = Message.wrap(new byte[size]);
    wire = ByteBuffer.allocateDirect(MESSAGES * (size + Framing.MAX_HEADER_BYTES));
    encodeAll();
  }

  private void encodeAll() {
    wire.clear();
    for (int i = 0; i < MESSAGES; i++) {
      if (!encoder.encode(message, wire)) {
        throw new IllegalStateException("the wire is too short");
      }
    }
  }

  /**
   * Puts messages on the wire.
   *
   * @return the wire
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public ByteBuffer encode() {
    encodeAll();
    return wire;
  }

  /**
   * Takes messages off the wire.
   *
   * @param blackhole takes them
   * @throws ProtocolViolation never
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void decode(Blackhole blackhole) throws ProtocolViolation {
    wire.flip();
    decoder.decode(
        wire,
        new InboundHandler() {
          @Override
          public boolean onMessage(Message message) {
            blackhole.consume(message);
            return true;
          }

          @Override
          public void onCommand(byte[] body) {
            throw new IllegalStateException("a command");
          }
        });
  }
}
