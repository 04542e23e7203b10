package io.github.zmq4j.interop;

import io.github.zmq4j.MonitorEvent;
import io.github.zmq4j.SocketType;
import java.nio.file.Path;

/** A conversation with two sockets of another library, one after the other. */
final class CellRun {
  private final Cell cell;
  private final Implementation other;
  private final Conversation conversation;
  private String endpoint;
  private boolean connected; // our socket, if it does not bind

  private CellRun(Cell cell, Implementation other, Path directory) {
    this.cell = cell;
    this.other = other;
    conversation = cell.pairing().conversation().get();
    endpoint = cell.wildcard(directory);
  }

  /** Talks; then replaces the other library's socket by a new one, and talks again. */
  static void run(Cell cell, Implementation other, Path directory) {
    new CellRun(cell, other, directory).run();
  }

  private void run() {
    try (Zmq4jSocket ours = new Zmq4jSocket(cell.ourType())) {
      prepare(ours, cell.zmq4jFirst());
      if (cell.zmq4jBinds()) {
        endpoint = ours.bind(endpoint);
      }
      talk(ours);
      ours.await(MonitorEvent.Type.DISCONNECTED);
      talk(ours);
    }
  }

  private void talk(Zmq4jSocket ours) {
    try (PeerSocket theirs = join(ours)) {
      conversation.hold(cell.zmq4jFirst() ? ours : theirs, cell.zmq4jFirst() ? theirs : ours);
      ours.forgetEvents();
    }
  }

  /** Opens the other library's socket and waits until ours knows it. */
  private PeerSocket join(Zmq4jSocket ours) {
    for (int attempt = 1; attempt <= other.attempts(); attempt++) {
      PeerSocket theirs = other.open(cell.theirType());
      prepare(theirs, !cell.zmq4jFirst());
      if (cell.zmq4jBinds()) {
        theirs.connect(endpoint);
      } else {
        endpoint = theirs.bind(endpoint);
        connect(ours);
      }
      if (ours.tryAwait(joined(), other.patience())) {
        return theirs;
      }
      theirs.close();
    }
    throw new AssertionError("no " + joined());
  }

  private void connect(Zmq4jSocket ours) {
    if (!connected) {
      ours.connect(endpoint);
      connected = true;
    }
  }

  private void prepare(PeerSocket socket, boolean first) {
    if (first) {
      conversation.prepareFirst(socket);
    } else {
      conversation.prepareSecond(socket);
    }
  }

  private MonitorEvent.Type joined() {
    if (cell.ourType() != SocketType.STREAM) {
      return MonitorEvent.Type.HANDSHAKE_SUCCEEDED;
    }
    return cell.zmq4jBinds() ? MonitorEvent.Type.ACCEPTED : MonitorEvent.Type.CONNECTED;
  }
}
