package io.github.zmq4j.benchmarks.contender;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this process does with its heap. */
final class Memory {
  private Memory() {}

  /** Bytes in use, garbage aside. */
  static long inUse() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc(); // what the first has only made unreachable
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Bytes that the threads that live now ever allocated. */
  static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // -1: it has just ended
    }
    return sum;
  }
}
