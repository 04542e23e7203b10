package io.github.zmq4j.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What overtakes the messages of a connection: octets of its handshake, and commands such as a
 * PONG. First in, first out.
 *
 * <p>There is one a connection, nearly always empty, so that it is two references and no more then.
 * The entries that were added form a chain from the newest to the oldest, which the reader takes as
 * a whole, by an atomic swap, and turns round; after that it is the reader's alone. The writer's
 * compare-and-set publishes an entry, and fails only against such a swap.
 *
 * <p><b>Threading.</b> {@code add} is confined to the connection's driver; everything else belongs
 * to whoever holds the gate of the {@link WireLink}.
 */
final class CommandQueue {
  /** So many may wait to be taken: a peer may ask for many PONGs and take none. */
  private static final int MAX_ENTRIES = 64;

  private static final VarHandle ADDED;

  static {
    try {
      ADDED = MethodHandles.lookup().findVarHandle(CommandQueue.class, "added", Entry.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Entry added; // the newest one
  private @Nullable Entry taken; // the oldest one; the reader's

  private static final class Entry {
    private final Supplier<byte[]> octets;
    private int count; // of the chain that begins here
    private @Nullable Entry next; // the older one, and after the turn the newer one

    Entry(Supplier<byte[]> octets) {
      this.octets = octets;
    }
  }

  /** Adds octets, made when they are taken; drops them when too many wait already. */
  void add(Supplier<byte[]> octets) {
    Entry entry = new Entry(octets);
    Entry newest;
    do {
      newest = added;
      entry.next = newest;
      entry.count = newest == null ? 1 : newest.count + 1;
    } while (entry.count <= MAX_ENTRIES && !ADDED.compareAndSet(this, newest, entry));
  }

  /** Takes the octets that are next, or answers null. */
  byte @Nullable [] poll() {
    Entry first = taken == null ? takeAdded() : taken;
    if (first == null) {
      return null;
    }
    taken = first.next;
    return first.octets.get();
  }

  /** Takes what was added, the oldest first. */
  private @Nullable Entry takeAdded() {
    if (added == null) {
      return null;
    }
    Entry oldest = null;
    for (Entry entry = (Entry) ADDED.getAndSet(this, null); entry != null; ) {
      Entry older = entry.next;
      entry.next = oldest;
      oldest = entry;
      entry = older;
    }
    return oldest;
  }

  /** Drops everything. */
  void clear() {
    taken = null;
    added = null;
  }
}
