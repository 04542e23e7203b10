package io.github.zmq4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes between a STREAM and another STREAM or a plain TCP socket. A STREAM gets an empty message
 * from each peer that comes or goes; a new one must come with every conversation.
 */
final class Streaming implements Conversation {
  private final Map<PeerSocket, Frame> peers =
      new HashMap<>(); // the id each STREAM has for its peer

  @Override
  public void hold(PeerSocket first, PeerSocket second) {
    awaitPeer(first);
    awaitPeer(second);
    stream(first, second);
    stream(second, first);
  }

  private void awaitPeer(PeerSocket socket) {
    if (socket instanceof RawTcpSocket) {
      return;
    }
    Frame lost = peers.get(socket);
    if (lost != null) {
      assertThat(socket.receive()).isEqualTo(Message.of(lost, Frame.EMPTY));
    }
    Message greeting = socket.receive();
    assertThat(greeting.frameCount()).isEqualTo(2);
    assertThat(greeting.frameSize(1)).isZero();
    peers.put(socket, greeting.frame(0));
  }

  private void stream(PeerSocket from, PeerSocket to) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (Message message : Messages.all()) {
      Frame piece = message.frame(0);
      if (piece.size() > 0) { // an empty piece closes the connection
        sent.writeBytes(piece.bytes());
        Frame id = peers.get(from);
        from.send(id == null ? Message.of(piece) : Message.of(id, piece));
      }
    }
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    while (received.size() < sent.size()) {
      Message piece = to.receive();
      Frame id = peers.get(to);
      if (id != null) {
        assertThat(piece.frame(0)).isEqualTo(id);
      }
      received.writeBytes(piece.frame(piece.frameCount() - 1).bytes());
    }
    assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
  }
}
