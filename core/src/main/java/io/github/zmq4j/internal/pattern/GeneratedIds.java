package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Frame;
import java.nio.ByteBuffer;

/**
 * Makes the routing ids of peers that announce none: five octets, a zero and a 32-bit number that
 * counts up from a random start. The zero keeps them apart from announced ids, which must not begin
 * with one.
 *
 * @see <a href="https://rfc.zeromq.org/spec/28/">28/REQREP, the ROUTER socket type</a>
 */
final class GeneratedIds {
  private int next;

  GeneratedIds(int first) {
    this.next = first;
  }

  Frame next() {
    return Frame.wrap(ByteBuffer.allocate(5).put((byte) 0).putInt(next++).array());
  }
}
