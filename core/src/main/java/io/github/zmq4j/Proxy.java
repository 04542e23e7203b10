package io.github.zmq4j;

import io.github.zmq4j.internal.socket.SocketProxy;

/**
 * Joins two sockets: what one receives is sent by the other, in both directions as far as their
 * types can. With it, brokers are a few lines.
 *
 * <pre>{@code
 * try (Router clients = context.router();
 *     Dealer workers = context.dealer()) {
 *   clients.bind("tcp://*:5555");
 *   workers.bind("tcp://*:5556");
 *   Proxy.between(clients, workers).run(); // until the context is shut down
 * }
 * }</pre>
 *
 * <p>Usual pairs: ROUTER and DEALER for requests, XSUB and XPUB for publications, PULL and PUSH for
 * work. Both may be the same socket, which then gets back what it sends.
 *
 * <p><b>Who waits for whom.</b> A message is taken from one socket only when the other can send; it
 * waits in its queue otherwise, and its sender is slowed down by the high-water marks. Each
 * direction waits by itself. A message that turns out not to go, such as one for a ROUTER's peer
 * without room, is kept and holds up its direction.
 *
 * <p><b>Capture.</b> A third socket (PUB, PUSH, PAIR ...) may get a copy of each message, whole. A
 * message counts as sent on only when both took it, so a slow capture slows the proxy down; a PUB
 * never does.
 *
 * <p><b>Steering.</b> {@link #pause()}, {@link #resume()}, {@link #close()} and {@link
 * #statistics()} may be called from any thread. The same can be done from afar by a control socket
 * (REP, PAIR, PULL, SUB ...), which receives the commands {@code PAUSE}, {@code RESUME}, {@code
 * TERMINATE} and {@code STATISTICS}, each in a message of one frame, exactly so written. Others are
 * ignored. A REP answers each: with an empty message, except for STATISTICS; a control that can
 * send otherwise answers STATISTICS alone. The statistics have eight frames of eight bytes, numbers
 * in the byte order of the machine: frames and bytes received by the frontend, sent by the
 * frontend, received by the backend, sent by the backend.
 *
 * <p><b>Threading.</b> Thread-safe, except that {@code capture} and {@code control} belong before
 * the first run. One thread runs the proxy: the caller of {@link #run()}, or the one that {@link
 * #start()} starts.
 *
 * <p><b>Ownership.</b> The sockets stay the caller's; the proxy closes none.
 *
 * @see <a href="https://libzmq.readthedocs.io/en/latest/zmq_proxy_steerable.html">
 *     zmq_proxy_steerable</a>
 */
public interface Proxy extends Runnable, AutoCloseable {
  /**
   * How much went one way.
   *
   * @param messages whole messages
   * @param frames their frames
   * @param bytes the bytes of these
   */
  record Traffic(long messages, long frames, long bytes) {}

  /**
   * How much a proxy has moved.
   *
   * @param frontendReceived by the frontend, from its peers
   * @param frontendSent by the frontend, to its peers
   * @param backendReceived by the backend, from its peers
   * @param backendSent by the backend, to its peers
   */
  record Statistics(
      Traffic frontendReceived,
      Traffic frontendSent,
      Traffic backendReceived,
      Traffic backendSent) {}

  /**
   * Makes a proxy; {@link #run()} runs it.
   *
   * @param frontend one socket
   * @param backend the other; may be the same
   * @return the proxy
   * @throws ZmqException {@link ErrorCode#ENOTSUP} if neither socket can send what the other
   *     receives, {@link ErrorCode#ENOTSOCK} if one is not of this library
   */
  static Proxy between(Socket frontend, Socket backend) {
    return new SocketProxy(frontend, backend);
  }

  /**
   * Sets a socket that gets a copy of each message.
   *
   * @param capture a socket that can send
   * @return this proxy
   * @throws ZmqException {@link ErrorCode#ENOTSUP} if the socket cannot send, {@link
   *     ErrorCode#EFSM} if the proxy has run
   */
  Proxy capture(Socket capture);

  /**
   * Sets a socket that receives commands.
   *
   * @param control a socket that can receive
   * @return this proxy
   * @throws ZmqException {@link ErrorCode#ENOTSUP} if the socket cannot receive, {@link
   *     ErrorCode#EFSM} if the proxy has run
   */
  Proxy control(Socket control);

  /**
   * Moves messages until the proxy is closed, gets TERMINATE, or the context of its sockets is shut
   * down. After TERMINATE and after an error it can be run again and goes on where it was.
   *
   * @throws ZmqException {@link ErrorCode#EFSM} if it runs already, {@link ErrorCode#EFAULT} if it
   *     is closed, {@link ErrorCode#EINTR} if the thread was interrupted, whose flag stays set;
   *     {@link SocketClosedException} if one of the sockets was closed; and what a send throws,
   *     such as {@link ErrorCode#EHOSTUNREACH} on a mandatory ROUTER, whose message is dropped
   */
  @Override
  void run();

  /**
   * Runs the proxy on a thread of its own, a daemon. An error that ends it is logged.
   *
   * @return the thread
   * @throws ZmqException {@link ErrorCode#EFSM} if the proxy runs already, {@link ErrorCode#EFAULT}
   *     if it is closed
   */
  Thread start();

  /**
   * Stops moving messages; they wait in the sockets' queues. When it returns, none moves any more.
   * Commands still count.
   */
  void pause();

  /** Goes on after {@link #pause()}. */
  void resume();

  /**
   * Whether the proxy is paused, by method or command.
   *
   * @return true from {@code pause} to {@code resume}
   */
  boolean isPaused();

  /**
   * Whether the last run ended with the command TERMINATE.
   *
   * @return true until it is run again
   */
  boolean isTerminated();

  /**
   * How much was moved, in all runs. A run counts after each burst, of a thousand messages at most.
   *
   * @return the numbers
   */
  Statistics statistics();

  /**
   * Ends the run and waits until it has ended, which is soon: then the sockets may be closed. A
   * message that could not be sent on is dropped. A second call does nothing.
   */
  @Override
  void close();
}
