package io.github.zmq4j.internal.zmtp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways in which bytes may arrive: each piece is a buffer of its own, some heap, some direct. */
public final class Split {
  private Split() {}

  public static List<ByteBuffer> whole(byte[] bytes) {
    return List.of(ByteBuffer.wrap(bytes));
  }

  public static List<ByteBuffer> byteByByte(byte[] bytes) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      pieces.add(ByteBuffer.wrap(bytes, i, 1));
    }
    return pieces;
  }

  public static List<ByteBuffer> randomly(byte[] bytes, Random random) {
    int longest = 1 + random.nextInt(1 + random.nextInt(4000));
    List<ByteBuffer> pieces = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int length = Math.min(1 + random.nextInt(longest), bytes.length - start);
      ByteBuffer piece =
          random.nextBoolean() ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
      pieces.add(piece.put(bytes, start, length).flip());
      start += length;
    }
    return pieces;
  }

  /** The three ways above, the random one with some seeds. */
  public static List<List<ByteBuffer>> everyWay(byte[] bytes) {
    List<List<ByteBuffer>> ways = new ArrayList<>(List.of(whole(bytes), byteByByte(bytes)));
    for (int seed = 0; seed < 10; seed++) {
      ways.add(randomly(bytes, new Random(seed)));
    }
    return ways;
  }
}
