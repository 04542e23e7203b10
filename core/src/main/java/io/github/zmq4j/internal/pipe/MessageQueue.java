package io.github.zmq4j.internal.pipe;

import io.github.zmq4j.Message;
import io.github.zmq4j.internal.concurrent.SpscQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a pipe: messages from one writer to one reader, up to a high-water mark.
 *
 * <p>Three small protocols run over it, each of the same form - raise a flag, then look again:
 *
 * <ul>
 *   <li><b>Credit.</b> The reader counts what it took and reports the count each low-water mark
 *       (half of the high-water mark), so that the writer's check costs one load and space comes
 *       back in batches. A writer that finds the queue full raises {@code writerWaiting}; the
 *       reader who reports and finds it raised tells the writer.
 *   <li><b>Sleep.</b> A reader that finds the queue empty raises {@code readerAsleep}; a writer
 *       that finds it raised after it has written tells the reader.
 *   <li><b>Conflation.</b> With {@code conflate} there is one slot: the writer replaces what is in
 *       it, and is never refused.
 * </ul>
 *
 * <p><b>Threading.</b> One writer and one reader at a time; which methods belong to whom is said at
 * each. {@code setHwm} is thread-safe. The counts may be read by anyone: they are plain fields of
 * the one who counts, so that counting costs nothing, and what others see may be a moment old.
 *
 * <p><b>Cache lines.</b> What changes with each message, the counts among it, lies in the queue
 * below, a line for the writer and one for the reader. The fields here change seldom, and both
 * sides read them.
 */
public final class MessageQueue {
  private volatile @Nullable SpscQueue<Message> queue; // made by the writer, for the first message
  private final @Nullable AtomicReference<@Nullable Message> latest;
  private long latestWritten; // writer's; those that were replaced do not count
  private long latestRead; // reader's

  private volatile int hwm; // 0: no limit

  private volatile long readReported; // written by the reader, at each low-water mark
  private volatile boolean readerAsleep = true; // raised by the reader, lowered by either
  private volatile boolean writerWaiting; // raised by the writer, lowered by the reader

  /** Makes an empty queue. */
  public MessageQueue(int hwm, boolean conflate) {
    this.hwm = hwm;
    this.latest = conflate ? new AtomicReference<>() : null;
  }

  /** Changes the limit; lowering it drops nothing. */
  public void setHwm(int messages) {
    hwm = messages;
  }

  /** The limit, in messages; 0 is none. */
  public int hwm() {
    return hwm;
  }

  /** Whether a message would be taken. Writer only. When not, the writer will be told of credit. */
  public boolean canWrite() {
    if (!isFull()) {
      return true;
    }
    writerWaiting = true;
    if (isFull()) { // look again: the reader may have reported before it could see the flag
      return false;
    }
    writerWaiting = false;
    return true;
  }

  private boolean isFull() {
    int limit = hwm;
    return limit > 0 && latest == null && written() - readReported >= limit;
  }

  /** Adds a message unless the queue is at its limit. Writer only. */
  public boolean offer(Message message) {
    if (!canWrite()) {
      return false;
    }
    add(message);
    return true;
  }

  /** Adds a message whatever the limit says. Writer only. */
  public void add(Message message) {
    if (latest != null) {
      replace(latest, message);
      return;
    }
    SpscQueue<Message> current = queue;
    if (current == null) {
      current = new SpscQueue<>();
      queue = current;
    }
    current.offer(message);
  }

  private void replace(AtomicReference<@Nullable Message> latest, Message message) {
    Message replaced = latest.getAndSet(message);
    if (replaced == null) {
      latestWritten++;
    } else {
      replaced.release();
    }
  }

  /**
   * After writing and a full fence: whether the reader sleeps and must be told; lowers the flag.
   * Without the fence the flag could be read before the message is visible. Writer only.
   */
  public boolean wakesReader() {
    if (!readerAsleep) {
      return false;
    }
    readerAsleep = false;
    return true;
  }

  /** Like {@link #poll}, but looks again for a moment before it answers null. Reader only. */
  @Nullable Message poll(Patience patience) {
    Message message = take();
    if (message == null && patience.isDue()) {
      message = takeWithin(patience);
    }
    return message == null ? poll() : message;
  }

  private @Nullable Message takeWithin(Patience patience) {
    long read = read();
    long start = System.nanoTime();
    long pause = patience.pauseNanos();
    Message message = null;
    long waited;
    do {
      Thread.onSpinWait();
      waited = System.nanoTime() - start;
      if (waited >= pause) {
        message = take();
      }
    } while (message == null && patience.lasts(waited));
    patience.ended(message != null, waited - pause, read);
    return message;
  }

  /** Takes the oldest message; at null the reader will be told of the next one. Reader only. */
  public @Nullable Message poll() {
    Message message = take();
    if (message == null) {
      readerAsleep = true;
      message = take(); // look again: the writer may have written before it could see the flag
      if (message == null) {
        return null;
      }
      readerAsleep = false;
    }
    return message;
  }

  private @Nullable Message take() {
    if (latest != null) {
      return takeLatest(latest);
    }
    SpscQueue<Message> current = queue;
    return current == null ? null : current.poll();
  }

  private @Nullable Message takeLatest(AtomicReference<@Nullable Message> latest) {
    Message message = latest.getAndSet(null);
    if (message != null) {
      latestRead++;
    }
    return message;
  }

  /** Whether a message could be taken now. Reader only. */
  public boolean hasMessages() {
    if (latest != null) {
      return latest.get() != null;
    }
    SpscQueue<Message> current = queue;
    return current != null && !current.isEmpty();
  }

  /** Whether a message could be taken now. Reader only. When not, it will be told of the next. */
  public boolean canRead() {
    if (hasMessages()) {
      return true;
    }
    readerAsleep = true;
    if (!hasMessages()) { // look again, as poll does
      return false;
    }
    readerAsleep = false;
    return true;
  }

  /**
   * After taking: reports credit when it is due, and answers whether the writer waits for it and
   * must be told. Reader only.
   */
  public boolean givesCredit() {
    int limit = hwm;
    int lowWater = limit <= 0 ? 1024 : (limit + 1) / 2;
    return read() - readReported >= lowWater && reportsCredit();
  }

  /**
   * After finding nothing to take: reports what credit is left, and answers like {@link
   * #givesCredit}. Without it a writer whose limit was lowered would wait for credit that is not
   * yet due, from a reader that has nothing to read. Reader only.
   */
  public boolean givesLastCredit() {
    return read() != readReported && reportsCredit();
  }

  private boolean reportsCredit() {
    readReported = read(); // volatile: visible before the flag is read
    if (!writerWaiting) {
      return false;
    }
    writerWaiting = false;
    return true;
  }

  /** How many messages wait, as seen from outside: exact when both sides rest. */
  public long depth() {
    return Math.max(0, written() - read()); // racy on purpose: a gauge
  }

  /** How many messages were ever written, as seen from outside. */
  public long written() {
    SpscQueue<Message> current = queue;
    return current == null ? latestWritten : current.offered(); // racy on purpose
  }

  /** How many messages were ever taken. Reader only; to others it may be a moment old. */
  public long read() {
    SpscQueue<Message> current = queue;
    return current == null ? latestRead : current.taken();
  }
}
