package io.github.zmq4j.interop;

import io.github.zmq4j.SocketType;
import java.nio.file.Path;

/**
 * One cell of the table: a pair of types between zmq4j and another library.
 *
 * @param pairing the types
 * @param zmq4jFirst whether zmq4j's socket is the first of the pair
 * @param transport {@code tcp} or {@code ipc}
 * @param zmq4jBinds whether zmq4j's socket binds and the other connects
 */
record Cell(Pairing pairing, boolean zmq4jFirst, String transport, boolean zmq4jBinds) {
  SocketType ourType() {
    return zmq4jFirst ? pairing.first() : pairing.second();
  }

  SocketType theirType() {
    return zmq4jFirst ? pairing.second() : pairing.first();
  }

  String wildcard(Path directory) {
    return transport.equals("tcp") ? "tcp://127.0.0.1:*" : "ipc://" + directory + "/socket";
  }

  @Override
  public String toString() {
    return String.format(
        "%s - %s, %s, %s", ourType(), theirType(), transport, zmq4jBinds ? "binds" : "connects");
  }
}
