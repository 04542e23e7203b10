package io.github.zmq4j;

import io.github.zmq4j.internal.socket.SocketContext;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link Context}.
 *
 * <pre>{@code
 * Context context =
 *     Context.builder().ioThreads(2).threadNamePrefix("feed").blocky(false).build();
 * }</pre>
 *
 * <p>Each setting has a method to set it, which checks the value, and one of the same name to read
 * it.
 *
 * <p><b>Threading.</b> For one thread at a time; {@code build} may be called more than once.
 */
public final class ContextBuilder {
  private int ioThreads = ContextOption.IO_THREADS.defaultValue();
  private int maxSockets = ContextOption.MAX_SOCKETS.defaultValue();
  private boolean callerDrives = true;
  private boolean spins = true;
  private boolean ipv6 = ContextOption.IPV6.defaultValue();
  private boolean blocky = ContextOption.BLOCKY.defaultValue();
  private String threadNamePrefix = ContextOption.THREAD_NAME_PREFIX.defaultValue();
  private @Nullable MonitorListener monitor;

  ContextBuilder() {}

  /**
   * Sets how many I/O threads serve the sockets; see {@link ContextOption#IO_THREADS}.
   *
   * @param count 0 or more; 1 by default
   * @return this builder
   * @throws ZmqException {@link ErrorCode#EINVAL} if the count is negative
   */
  public ContextBuilder ioThreads(int count) {
    ioThreads = ContextOption.IO_THREADS.checkSet(count);
    return this;
  }

  /**
   * How many I/O threads serve the sockets.
   *
   * @return 0 or more
   */
  public int ioThreads() {
    return ioThreads;
  }

  /**
   * Sets how many sockets may be open at once; see {@link ContextOption#MAX_SOCKETS}.
   *
   * @param count 1 to 65535; 1023 by default
   * @return this builder
   * @throws ZmqException {@link ErrorCode#EINVAL} if the count is out of range
   */
  public ContextBuilder maxSockets(int count) {
    maxSockets = ContextOption.MAX_SOCKETS.checkSet(count);
    return this;
  }

  /**
   * How many sockets may be open at once.
   *
   * @return 1 to 65535
   */
  public int maxSockets() {
    return maxSockets;
  }

  /**
   * Sets whether a thread that waits in a socket may do the network's work meanwhile, for all
   * sockets of the context. That saves two changes of thread a message, and so most of the latency.
   * Without it, I/O threads do all, as in libzmq.
   *
   * @param allowed true by default
   * @return this builder
   */
  public ContextBuilder callerDrives(boolean allowed) {
    callerDrives = allowed;
    return this;
  }

  /**
   * Whether a thread that waits in a socket may do the network's work meanwhile.
   *
   * @return true if it may
   */
  public boolean callerDrives() {
    return callerDrives;
  }

  /**
   * Sets whether a thread that waits in a socket, a poller or a proxy may look for its message
   * again and again, for up to 50 microseconds, before it sleeps. It does so only where it finds by
   * trial that its waits end sooner: where peers answer at once and each has a processor to itself,
   * a round trip then takes a fraction of the time, and the price is processor time while messages
   * come and go. Waits that are long in any case are slept through.
   *
   * <p>Without it such a thread sleeps at once, always. That is for batteries, and for where
   * processor seconds are counted or shared. A poller with sockets of several contexts spins only
   * if all of them may.
   *
   * @param allowed true by default
   * @return this builder
   */
  public ContextBuilder spins(boolean allowed) {
    spins = allowed;
    return this;
  }

  /**
   * Whether a thread that waits may spin before it sleeps.
   *
   * @return true if it may
   */
  public boolean spins() {
    return spins;
  }

  /**
   * Sets what new sockets have as {@link Options#IPV6}.
   *
   * @param enabled false by default
   * @return this builder
   */
  public ContextBuilder ipv6(boolean enabled) {
    ipv6 = enabled;
    return this;
  }

  /**
   * What new sockets have as {@link Options#IPV6}.
   *
   * @return true if they use IPv6
   */
  public boolean ipv6() {
    return ipv6;
  }

  /**
   * Sets whether closing the context waits for unsent messages; false makes new sockets start with
   * a {@link Options#LINGER} of 0.
   *
   * @param waits true by default
   * @return this builder
   */
  public ContextBuilder blocky(boolean waits) {
    blocky = waits;
    return this;
  }

  /**
   * Whether closing the context waits for unsent messages.
   *
   * @return false if new sockets start with a {@link Options#LINGER} of 0
   */
  public boolean blocky() {
    return blocky;
  }

  /**
   * Sets what the names of the context's threads begin with.
   *
   * @param prefix at most 16 bytes; empty, the default, means the library's own name
   * @return this builder
   * @throws ZmqException {@link ErrorCode#EINVAL} if the prefix is longer
   */
  public ContextBuilder threadNamePrefix(String prefix) {
    threadNamePrefix = ContextOption.THREAD_NAME_PREFIX.checkSet(prefix);
    return this;
  }

  /**
   * What the names of the context's threads begin with.
   *
   * @return the prefix; empty means the library's own name
   */
  public String threadNamePrefix() {
    return threadNamePrefix;
  }

  /**
   * Tells a listener what happens to the endpoints and connections of all sockets of the context. A
   * socket may have a listener of its own beside it.
   *
   * <p>It is told until the context has closed, and hears no {@link
   * MonitorEvent.Type#MONITOR_STOPPED}, which is for the listener of one socket: all events have
   * been delivered when {@link Context#close()} returns.
   *
   * @param listener the listener, or {@code null}, the default, for none
   * @return this builder
   */
  public ContextBuilder monitor(@Nullable MonitorListener listener) {
    monitor = listener;
    return this;
  }

  /**
   * The listener for all sockets of the context.
   *
   * @return the listener, or {@code null} for none
   */
  public @Nullable MonitorListener monitor() {
    return monitor;
  }

  /**
   * Makes a context with these settings.
   *
   * @return a new context; later changes of this builder do not reach it
   */
  public Context build() {
    return SocketContext.open(this);
  }
}
