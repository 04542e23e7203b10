package io.github.zmq4j.benchmarks.contender;

/**
 * A client whose first second is measured, by itself: {@code ColdClient CONTENDER ENDPOINT SIZE}.
 * Says {@code first N}, the nanoseconds until the first reply, and {@code count N}, the round trips
 * until a second has passed. It loads no more classes of the comparison than it must.
 */
public final class ColdClient {
  private static final long SECOND_NANOS = 1_000_000_000;

  private ColdClient() {}

  /**
   * Calls for a second.
   *
   * @param args the contender, where the server is bound, and the size of the messages
   */
  public static void main(String[] args) {
    long start = System.nanoTime();
    try {
      Content content = new Content(Integer.parseInt(args[2]));
      Contender.Caller caller = Contender.named(args[0]).caller(args[1], content);
      caller.call(0);
      long first = System.nanoTime() - start;
      long count = 1;
      while (System.nanoTime() - start < SECOND_NANOS) {
        caller.call(count++);
      }
      System.out.println("first " + first);
      System.out.println("count " + count);
      Runtime.getRuntime().halt(0);
    } catch (Throwable e) { // the process must not outlive its work, whatever threads it has
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
