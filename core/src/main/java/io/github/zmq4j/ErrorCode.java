package io.github.zmq4j;

/**
 * Why a call failed, named and numbered as in the zmq manual.
 *
 * <p>Codes that POSIX knows carry Linux's number; ZeroMQ's own carry the number that libzmq gives
 * them. The number is for logs and for programs that share codes with C; Java code compares the
 * constant.
 *
 * <p><b>Threading.</b> Immutable.
 */
public enum ErrorCode {
  /** No such entry: the endpoint is not one of this socket's. */
  ENOENT(2, "No such endpoint"),
  /** The wait was interrupted; the thread's interrupt flag is set. */
  EINTR(4, "Interrupted"),
  /** The operating system reported an input or output error. */
  EIO(5, "Input/output error"),
  /** The operation would block, or did not finish before its timeout. */
  EAGAIN(11, "Resource temporarily unavailable"),
  /** Permission denied by the operating system. */
  EACCES(13, "Permission denied"),
  /** A null or otherwise unusable argument. */
  EFAULT(14, "Bad argument"),
  /** Device or network interface is in use. */
  EBUSY(16, "Resource busy"),
  /** The network interface named does not exist. */
  ENODEV(19, "No such device"),
  /** An argument is out of range or malformed. */
  EINVAL(22, "Invalid argument"),
  /** The context's socket limit, or the process's file limit, is reached. */
  EMFILE(24, "Too many open files"),
  /** A name, such as the path of an ipc endpoint, is too long. */
  ENAMETOOLONG(36, "Name too long"),
  /** The peer broke the protocol. */
  EPROTO(71, "Protocol error"),
  /** The socket is closed. */
  ENOTSOCK(88, "Socket operation on a closed socket"),
  /** A message or datagram is larger than allowed. */
  EMSGSIZE(90, "Message too long"),
  /** The transport is not supported. */
  EPROTONOSUPPORT(93, "Protocol not supported"),
  /** The socket type, the platform or this library does not support the operation. */
  ENOTSUP(95, "Operation not supported"),
  /** The address family is not supported. */
  EAFNOSUPPORT(97, "Address family not supported"),
  /** The address is in use already. */
  EADDRINUSE(98, "Address already in use"),
  /** The address does not belong to this machine. */
  EADDRNOTAVAIL(99, "Cannot assign requested address"),
  /** The network is down. */
  ENETDOWN(100, "Network is down"),
  /** The network cannot be reached. */
  ENETUNREACH(101, "Network is unreachable"),
  /** The connection was aborted on this side. */
  ECONNABORTED(103, "Connection aborted"),
  /** The peer reset the connection. */
  ECONNRESET(104, "Connection reset by peer"),
  /** No buffer space is available. */
  ENOBUFS(105, "No buffer space available"),
  /** The socket is not connected. */
  ENOTCONN(107, "Not connected"),
  /** The attempt timed out. */
  ETIMEDOUT(110, "Connection timed out"),
  /** Nobody listens at the address. */
  ECONNREFUSED(111, "Connection refused"),
  /** No peer with this routing id, or no route to the host. */
  EHOSTUNREACH(113, "Host unreachable"),
  /** The operation goes on in the background. */
  EINPROGRESS(115, "Operation in progress"),
  /** The call does not fit the state of the socket's pattern, such as a REQ that sends twice. */
  EFSM(156384763, "Operation cannot be accomplished in current state"),
  /** The transport cannot serve this socket type. */
  ENOCOMPATPROTO(156384764, "The protocol is not compatible with the socket type"),
  /** The context is shut down or closed. */
  ETERM(156384765, "Context was terminated"),
  /** The context has no I/O thread that could serve the endpoint. */
  EMTHREAD(156384766, "No thread available");

  private final int number;
  private final String message;

  ErrorCode(int number, String message) {
    this.number = number;
    this.message = message;
  }

  /**
   * The number that libzmq reports for this code on Linux.
   *
   * @return the errno value
   */
  public int number() {
    return number;
  }

  /**
   * A short text for people, as {@code zmq_strerror} gives.
   *
   * @return the text, in English
   */
  public String message() {
    return message;
  }
}
