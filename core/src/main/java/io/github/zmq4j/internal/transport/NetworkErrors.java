package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Tells the error code of an {@code IOException}, whose type and words are all that Java gives. */
public final class NetworkErrors {
  private NetworkErrors() {}

  /** The code that comes nearest. */
  public static ErrorCode codeOf(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("reset") || text.contains("broken pipe")) { // first: many break at once
      return ErrorCode.ECONNRESET;
    } else if (text.contains("permission denied") || e instanceof AccessDeniedException) {
      return ErrorCode.EACCES;
    } else if (text.contains("no such file") || e instanceof NoSuchFileException) {
      return ErrorCode.ENOENT;
    } else if (text.contains("too long")) {
      return ErrorCode.ENAMETOOLONG;
    } else if (text.contains("in use")) {
      return ErrorCode.EADDRINUSE;
    } else if (text.contains("assign requested address") || text.contains("not valid in its")) {
      return ErrorCode.EADDRNOTAVAIL;
    } else if (text.contains("too many open files")) {
      return ErrorCode.EMFILE;
    } else if (text.contains("temporarily unavailable")) {
      return ErrorCode.EAGAIN; // the backlog of an ipc listener is full
    } else if (text.contains("refused")) {
      return ErrorCode.ECONNREFUSED;
    } else if (text.contains("network is unreachable")) {
      return ErrorCode.ENETUNREACH;
    } else if (text.contains("timed out") || e instanceof SocketTimeoutException) {
      return ErrorCode.ETIMEDOUT;
    } else if (e instanceof NoRouteToHostException || e instanceof UnknownHostException) {
      return ErrorCode.EHOSTUNREACH;
    } else if (e instanceof BindException) {
      return ErrorCode.EADDRINUSE;
    } else if (e instanceof ConnectException) {
      return ErrorCode.ECONNREFUSED;
    }
    return ErrorCode.EIO;
  }

  /** What a failed bind throws. */
  static ZmqException bindFailed(String endpoint, IOException e) {
    ErrorCode code = codeOf(e);
    String advice =
        switch (code) {
          case EADDRINUSE -> "another socket listens there; close it or choose another address";
          case EADDRNOTAVAIL -> "the address does not belong to this machine";
          case EACCES -> "this user may not listen there";
          case ENOENT -> "there is no such folder; create it first";
          case ENAMETOOLONG -> "the system takes no path as long; choose a shorter one";
          case EMFILE -> "the process has too many open files; raise its limit";
          default -> String.valueOf(e.getMessage());
        };
    return new ZmqException(code, "Cannot bind '" + endpoint + "': " + advice, e);
  }
}
