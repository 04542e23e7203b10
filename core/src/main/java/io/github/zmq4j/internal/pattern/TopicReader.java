package io.github.zmq4j.internal.pattern;

import io.github.zmq4j.Message;
import java.nio.ByteBuffer;

/**
 * Lays the beginning of a message's first frame into an array, for the matching of topics: as much
 * of it as the longest topic needs. The array is kept, so that reading makes no object.
 *
 * <p><b>Threading.</b> Guarded by the socket's lock.
 */
final class TopicReader {
  private ByteBuffer bytes = ByteBuffer.allocate(64);

  /** Reads a message's beginning; answers how many bytes of it {@link #bytes} then holds. */
  int read(Message message, int longestTopic) {
    int length = Math.min(message.size(), longestTopic);
    if (length > bytes.capacity()) {
      bytes = ByteBuffer.allocate(Math.max(length, 2 * bytes.capacity()));
    }
    if (length > 0) {
      bytes.clear();
      message.copyTo(0, 0, bytes, length);
    }
    return length;
  }

  byte[] bytes() {
    return bytes.array();
  }
}
