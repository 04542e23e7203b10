package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Poller;
import io.github.zmq4j.Socket;
import io.github.zmq4j.SocketClosedException;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.concurrent.MpscQueue;
import io.github.zmq4j.internal.engine.ChannelSelector;
import io.github.zmq4j.internal.engine.Deadline;
import io.github.zmq4j.internal.engine.Spinning;
import io.github.zmq4j.internal.engine.Waiter;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Polls by looking only at what may be ready.
 *
 * <p><b>Candidates.</b> A socket found not ready is watched: its item is registered there, once,
 * and the next news of the socket puts the item among the {@code candidates}. A poll looks at the
 * candidates alone. Those that are ready stay, which makes the poller level-triggered; the others
 * are watched again. So an idle socket costs a poll nothing.
 *
 * <p><b>Wake-ups.</b> The polling thread publishes its waiter and then looks at {@code news}; a
 * signal adds to {@code news} and then reads the waiter. One of the two sees the other.
 *
 * <p><b>Locks.</b> {@code turn} is held by the one thread that polls, for the whole poll, and
 * guards the candidates and the selector. {@code lock} guards the registrations, for moments. A
 * thread may take a socket's lock under {@code turn}, but never one of these two under a socket's
 * lock.
 *
 * <p><b>Threading.</b> Thread-safe.
 */
public final class SocketPoller implements Poller {
  private static final Comparator<PollItem> BY_AGE = Comparator.comparingLong(item -> item.serial);

  private final ReentrantLock turn = new ReentrantLock();
  private final Spinning spinning = new Spinning(true);
  private volatile boolean sleeps; // at once, since one of its sockets is to
  private final ArrayDeque<PollItem.OfSocket> candidates = new ArrayDeque<>(); // guarded by turn
  private final List<PollItem.OfChannel> channels = new ArrayList<>(); // guarded by turn
  private final List<PollItem> found = new ArrayList<>(); // guarded by turn
  private final CommonReactor place = new CommonReactor(); // guarded by turn

  private final ReentrantLock lock = new ReentrantLock();
  private final IdentityHashMap<Object, PollItem> items =
      new IdentityHashMap<>(); // guarded by lock
  private long nextSerial; // guarded by lock

  private final MpscQueue<PollItem.OfSocket> news = new MpscQueue<>();
  private final MpscQueue<PollItem.OfChannel> changedChannels = new MpscQueue<>();
  private volatile boolean changed; // registrations, since the place to wait was chosen
  private volatile @Nullable Waiter waiting; // the polling thread's
  private volatile @Nullable ChannelSelector selector; // written under turn
  private volatile boolean wokenUp;
  private volatile boolean closed;

  /** Makes a poller without sockets. */
  public SocketPoller() {}

  // ---- Registering -----------------------------------------------------------------------------

  @Override
  public void add(Socket socket, Set<Event> events, @Nullable Object attachment) {
    if (!(socket instanceof SocketBase ours)) {
      throw new ZmqException(ErrorCode.ENOTSOCK, socket + " is not a socket of this library");
    }
    ours.checkOpen();
    int bits = PollItem.bits(events);
    PollItem.OfSocket item;
    lock.lock();
    try {
      item = new PollItem.OfSocket(this, ours, attachment, nextSerial++, bits);
      register(socket, item);
    } finally {
      lock.unlock();
    }
    if (!ours.spins()) {
      sleeps = true;
    }
    item.signal();
    onChange();
  }

  @Override
  public void add(SelectableChannel channel, Set<Event> events, @Nullable Object attachment) {
    if (!channel.isOpen()) {
      throw channelClosed(channel);
    }
    if (channel.isBlocking()) {
      throw new ZmqException(
          ErrorCode.EINVAL, channel + " is in blocking mode; call configureBlocking(false) first");
    }
    PollItem.OfChannel item;
    lock.lock();
    try {
      item = new PollItem.OfChannel(channel, attachment, nextSerial++, events);
      register(channel, item);
    } finally {
      lock.unlock();
    }
    changedChannels.offer(item);
    onChange();
  }

  private void register(Object source, PollItem item) {
    checkNotClosed();
    if (items.putIfAbsent(source, item) != null) {
      throw new ZmqException(
          ErrorCode.EINVAL, source + " is in this poller already; use modify to change its events");
    }
  }

  @Override
  public void modify(Socket socket, Set<Event> events) {
    PollItem.OfSocket item = (PollItem.OfSocket) find(socket);
    item.events = PollItem.bits(events);
    item.signal();
    onChange();
  }

  @Override
  public void modify(SelectableChannel channel, Set<Event> events) {
    PollItem.OfChannel item = (PollItem.OfChannel) find(channel);
    item.modify(events);
    changedChannels.offer(item);
    onChange();
  }

  private PollItem find(Object source) {
    lock.lock();
    try {
      checkNotClosed();
      return known(source, items.get(source));
    } finally {
      lock.unlock();
    }
  }

  private static PollItem known(Object source, @Nullable PollItem item) {
    if (item == null) {
      throw new ZmqException(ErrorCode.EINVAL, source + " is not in this poller");
    }
    return item;
  }

  @Override
  public void remove(Socket socket) {
    PollItem.OfSocket item = (PollItem.OfSocket) take(socket);
    item.removed = true;
    item.socket.signals().unwatch(item);
    onChange();
  }

  @Override
  public void remove(SelectableChannel channel) {
    PollItem.OfChannel item = (PollItem.OfChannel) take(channel);
    item.removed = true;
    changedChannels.offer(item);
    onChange();
    if (turn.tryLock()) { // nobody polls who would let go of the channel
      try {
        updateSelector();
      } finally {
        turn.unlock();
      }
    }
  }

  private PollItem take(Object source) {
    lock.lock();
    try {
      checkNotClosed();
      return known(source, items.remove(source));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      checkNotClosed();
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  // ---- News ------------------------------------------------------------------------------------

  /** A socket's item has queued itself. Any thread. */
  void onNews(PollItem.OfSocket item) {
    news.offer(item);
    wake();
  }

  private void onChange() {
    changed = true;
    wake();
  }

  private void wake() {
    Waiter waiter = waiting;
    if (waiter != null) {
      waiter.signal();
      ChannelSelector selecting = selector;
      if (selecting != null) {
        selecting.wakeUp();
      }
    }
  }

  @Override
  public void wakeUp() {
    checkNotClosed();
    wokenUp = true;
    wake();
  }

  // ---- Polling ---------------------------------------------------------------------------------

  @Override
  public List<Ready> poll(Duration timeout) {
    long deadline = Deadline.in(timeout);
    if (!takeTurn(deadline)) {
      return List.of();
    }
    try {
      Waiter waiter = sleeps ? new Waiter() : new Waiter(spinning);
      waiting = waiter;
      poll(waiter, deadline);
      return answer();
    } finally {
      waiting = null;
      found.clear();
      turn.unlock();
    }
  }

  /** Whether who polls may spin before it sleeps. */
  boolean spins() {
    return !sleeps;
  }

  private boolean takeTurn(long deadline) {
    if (turn.tryLock()) {
      return true;
    }
    try {
      return turn.tryLock(Deadline.left(deadline), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** Fills {@code found}; leaves it empty when the time has passed or the poller was woken up. */
  private void poll(Waiter waiter, long deadline) {
    while (true) {
      waiter.reset();
      checkNotClosed();
      boolean selects = updateSelector();
      checkChannelsOpen();
      findSockets();
      long left = found.isEmpty() && !wokenUp ? Deadline.left(deadline) : 0;
      if (left > 0) {
        choosePlace(deadline);
      }
      if (selects) {
        select(waiter, left);
      } else if (left > 0) {
        place.await(waiter, deadline);
      }
      if (!found.isEmpty() || left <= 0) {
        wokenUp = false;
        return;
      }
      if (!waiter.isSignalled() && Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
    }
  }

  /** Looks at the candidates, and forgets those that are not ready. */
  private void findSockets() {
    PollItem.OfSocket item;
    while ((item = news.poll()) != null) {
      candidates.addLast(item);
    }
    for (int count = candidates.size(); count > 0; count--) {
      item = candidates.removeFirst();
      boolean stays = true; // also when its socket is closed, so that every poll says so
      try {
        stays = item.check();
        if (stays) {
          found.add(item);
        }
      } finally {
        if (stays && item.queue()) {
          candidates.addLast(item);
        }
      }
    }
  }

  /** Brings the selector up to date; answers whether there are channels to select. */
  private boolean updateSelector() {
    PollItem.OfChannel item;
    while ((item = changedChannels.poll()) != null) {
      ChannelSelector current = selector;
      if (current == null) {
        current = new ChannelSelector();
        selector = current;
      }
      if (item.removed) {
        channels.remove(item);
        current.deregister(item.channel);
      } else {
        current.register(item.channel, item.ops(), item);
        if (!channels.contains(item)) {
          channels.add(item);
        }
      }
    }
    return !channels.isEmpty();
  }

  private void checkChannelsOpen() {
    for (PollItem.OfChannel each : channels) {
      if (!each.channel.isOpen() && !each.removed) {
        throw channelClosed(each.channel);
      }
    }
  }

  private void select(Waiter waiter, long nanos) {
    ChannelSelector current = selector;
    if (current != null) {
      current.await(
          nanos,
          waiter,
          (attachment, readyOps) -> {
            PollItem.OfChannel item = (PollItem.OfChannel) attachment;
            if (item.isReady(readyOps)) {
              found.add(item);
            }
          });
    }
  }

  /** Chooses where to wait, if there is something to wait for. */
  private void choosePlace(long deadline) {
    boolean nothing = true;
    if (!changed && !place.isEmpty()) {
      return;
    }
    changed = false;
    place.clear();
    lock.lock();
    try {
      for (PollItem item : items.values()) {
        if (item.events != 0) {
          nothing = false;
          if (item instanceof PollItem.OfSocket ofSocket) {
            place.add(ofSocket.socket);
          }
        }
      }
    } finally {
      lock.unlock();
    }
    if (nothing && deadline == Deadline.NEVER) {
      throw new ZmqException(
          ErrorCode.EFAULT, "The poller has nothing to wait for, and would wait for ever");
    }
  }

  private List<Ready> answer() {
    if (found.size() > 1) {
      found.sort(BY_AGE);
    }
    List<Ready> answer = new ArrayList<>(found.size());
    for (PollItem item : found) {
      answer.add(item.toReady());
    }
    return answer;
  }

  private static ZmqException interrupted() {
    return new ZmqException(ErrorCode.EINTR, "The thread was interrupted while it polled");
  }

  private static SocketClosedException channelClosed(SelectableChannel channel) {
    return new SocketClosedException(channel + " is closed; remove it from the poller");
  }

  // ---- Closing ---------------------------------------------------------------------------------

  private void checkNotClosed() {
    if (closed) {
      throw new ZmqException(ErrorCode.EFAULT, "The poller is closed");
    }
  }

  @Override
  public void close() {
    List<PollItem> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(items.values());
      items.clear();
    } finally {
      lock.unlock();
    }
    wake();
    turn.lock(); // whoever polls leaves at once
    try {
      ChannelSelector current = selector;
      if (current != null) {
        current.close();
        selector = null;
      }
    } finally {
      turn.unlock();
    }
    for (PollItem item : all) {
      item.removed = true;
      if (item instanceof PollItem.OfSocket ofSocket) {
        ofSocket.socket.signals().unwatch(ofSocket);
      }
    }
  }

  /** Gathers events. */
  public static Set<Event> setOf(Event first, Event... others) {
    return EnumSet.of(first, others);
  }
}
