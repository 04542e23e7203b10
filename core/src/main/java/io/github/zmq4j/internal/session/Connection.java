package io.github.zmq4j.internal.session;

import io.github.zmq4j.ConnectionSnapshot;
import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.internal.engine.Reactor;
import io.github.zmq4j.internal.engine.Selectable;
import io.github.zmq4j.internal.engine.Timers.Timer;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.session.Security.Authenticator;
import io.github.zmq4j.internal.transport.NetworkErrors;
import io.github.zmq4j.internal.transport.Transport;
import io.github.zmq4j.internal.zmtp.AuthenticationReply;
import io.github.zmq4j.internal.zmtp.AuthenticationRequest;
import io.github.zmq4j.internal.zmtp.Handshake;
import io.github.zmq4j.internal.zmtp.Heartbeat;
import io.github.zmq4j.internal.zmtp.Peer;
import io.github.zmq4j.internal.zmtp.wire.Command;
import io.github.zmq4j.internal.zmtp.wire.CommandEncoder;
import io.github.zmq4j.internal.zmtp.wire.FrameDecoder;
import io.github.zmq4j.internal.zmtp.wire.Framing;
import io.github.zmq4j.internal.zmtp.wire.InboundHandler;
import io.github.zmq4j.internal.zmtp.wire.MessageEncoder;
import io.github.zmq4j.internal.zmtp.wire.Version;
import io.github.zmq4j.spi.ProtocolViolation;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One peer on one channel, from the first octet of the greeting to the close.
 *
 * <p>Bytes come in here, on the driver, through the reactor's read buffer: the handshake takes them
 * first, then the decoder, whose messages go straight into the pipe. When the pipe is full, what is
 * left in the buffer is set aside and reading stops until the socket has taken messages. Bytes go
 * out through the {@link WireLink} and this connection's {@link Transmission}.
 *
 * <p><b>Threading.</b> Confined to the reactor's driver, except for what {@link
 * Transmission.Listener} has any sender call.
 */
final class Connection
    implements Selectable, InboundHandler, Transmission.Listener, WireLink.Owner {
  private static final int READS_A_TURN = 8;

  /** What is left to be decoded when the network has put the bytes where they belong. */
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final int LAST_READS = 256;

  private final Reactor reactor;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final SessionSettings settings;
  private final WireLink link;
  private final ConnectionOwner owner;
  private final String local;
  private final String remote;
  private final long sinceMillis = System.currentTimeMillis();
  private final Transmission transmission;
  private @Nullable Handshake handshake; // until it is complete
  private final WireForm form;
  private final String peerAddress;
  private Metadata metadata = Metadata.EMPTY; // of a STREAM's peer, who does not introduce himself

  private State state = State.HANDSHAKE;
  private @Nullable FrameDecoder decoder; // set with TRAFFIC
  private @Nullable Pipe pipe; // set with TRAFFIC
  private @Nullable Peer peer; // set with TRAFFIC
  private @Nullable ByteBuffer aside; // read but not decoded, perhaps nothing: the pipe is full
  private boolean isFull; // the last message filled the pipe
  private boolean takesAll; // the connection is lost: the pipe takes what has come, full or not
  private @Nullable Pulse pulse; // once one side wants it
  private @Nullable Farewell farewell; // set with FAREWELL
  private @Nullable Timer deadline; // of the handshake
  private @Nullable Timer linger; // while closing, when that has a limit
  private @Nullable Timer stall; // while the network takes nothing
  private @Nullable Runnable question; // to withdraw it, once somebody was asked about the peer

  private long messagesReceived; // read racily by snapshots
  private long bytesReceived; // likewise

  private enum State {
    /** The greeting and the mechanism's commands. Next: TRAFFIC. */
    HANDSHAKE,
    /** Messages and commands. Next: FAREWELL, CLOSED. */
    TRAFFIC,
    /** We have said all, and wait for the peer to close. Next: CLOSED. */
    FAREWELL,
    /** The channel is closed. From everywhere. */
    CLOSED
  }

  /**
   * Takes over a connected channel that is registered with the reactor.
   *
   * @param key the channel's registration
   * @param local this side's endpoint
   * @param remote the other side's
   */
  Connection(
      SelectionKey key,
      Transport transport,
      SessionSettings settings,
      WireLink link,
      String local,
      String remote,
      ConnectionOwner owner) {
    this.reactor = link.reactor();
    this.local = local;
    this.remote = remote;
    this.key = key;
    this.channel = (SocketChannel) key.channel();
    this.settings = settings;
    this.link = link;
    this.owner = owner;
    this.transmission = new Transmission(channel, reactor.buffers(), this);
    this.peerAddress = transport.peerAddressOf(channel);
    this.handshake = new Handshake(settings.handshake(peerAddress));
    this.form = WireForm.of(settings.type());
  }

  /**
   * Greets the peer. Who connects often has sent already what he has to say; so we read first, and
   * answer all of it with one write.
   */
  void start() {
    key.attach(this);
    key.interestOps(SelectionKey.OP_READ);
    link.transmission(transmission);
    if (settings.isRaw()) {
      establishRaw();
      return;
    }
    read();
    if (state == State.HANDSHAKE && settings.handshakeNanos() > 0) {
      deadline =
          reactor
              .timers()
              .set(System.nanoTime() + settings.handshakeNanos(), this::onHandshakeDeadline);
    }
  }

  String local() {
    return local;
  }

  String remote() {
    return remote;
  }

  WireLink link() {
    return link;
  }

  @Nullable Pipe pipe() {
    return pipe;
  }

  boolean isEstablished() {
    return peer != null;
  }

  /** The routing id that the peer announced; empty before the handshake. */
  Frame peerRoutingId() {
    Peer known = peer;
    return known == null ? Frame.EMPTY : Frame.wrap(known.routingId());
  }

  // ---- Reading ---------------------------------------------------------------------------------

  @Override
  public void onReady(int readyOps) {
    if ((readyOps & SelectionKey.OP_WRITE) != 0 && key.isValid()) {
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
      reactor.timers().cancel(stall);
      stall = null;
      transmission.unblock();
      link.flush();
    }
    if ((readyOps & SelectionKey.OP_READ) != 0) {
      read();
    }
  }

  private void read() {
    if (farewell != null) {
      farewell.hear();
      return;
    }
    try {
      for (int i = 0; i < READS_A_TURN && state != State.CLOSED && aside == null; i++) {
        ByteBuffer room = decoder == null ? null : decoder.room();
        ByteBuffer buffer = room == null ? reactor.readBuffer() : room;
        int count = channel.read(buffer);
        if (count < 0) {
          closeNow(Loss.lost(ErrorCode.ECONNRESET, "the peer closed the connection"));
          return;
        }
        bytesReceived += count;
        boolean wasFull = !buffer.hasRemaining();
        take(room == null ? buffer.flip() : NOTHING);
        if (isFull && state == State.TRAFFIC) {
          pause(room == null ? reactor.keep(buffer) : NOTHING);
        }
        if (!wasFull) {
          break;
        }
      }
    } catch (IOException e) {
      closeNow(Loss.lost(NetworkErrors.codeOf(e), String.valueOf(e.getMessage())));
    }
  }

  /** Decodes what came in, and tells the socket. */
  private void take(ByteBuffer buffer) {
    if (pulse != null) {
      pulse.onTraffic();
    }
    try {
      Handshake current = handshake;
      if (state == State.HANDSHAKE && current != null) {
        current.onBytes(buffer);
        advanceHandshake(current);
      }
      if (state == State.TRAFFIC) {
        decode(buffer);
      }
    } catch (ProtocolViolation violation) {
      tellSocket();
      transmitHandshake(); // an ERROR command, perhaps
      close(Loss.violation(violation));
      return;
    }
    tellSocket();
    assert isFull || state != State.TRAFFIC || !buffer.hasRemaining();
  }

  private void decode(ByteBuffer buffer) throws ProtocolViolation {
    if (decoder != null) {
      decoder.decode(buffer, this);
      return;
    }
    boolean goOn = true;
    while (goOn && buffer.hasRemaining()) { // STREAM: whatever came is a message
      byte[] bytes = new byte[Math.min(settings.rawMessageBytes(), buffer.remaining())];
      buffer.get(bytes);
      goOn = onMessage(Message.wrap(bytes, metadata));
    }
  }

  private void tellSocket() {
    if (pipe != null) {
      VarHandle.fullFence();
      pipe.raiseReadable();
    }
  }

  /** The pipe is full: the rest of what was read waits, and no more is read until there is room. */
  private void pause(ByteBuffer rest) {
    aside = rest;
    key.interestOpsAnd(~SelectionKey.OP_READ);
  }

  @Override
  public void onCredit() {
    resume();
  }

  /** Goes on with what was set aside, and with reading. */
  private void resume() {
    ByteBuffer rest = aside;
    if (rest == null || state != State.TRAFFIC) {
      return;
    }
    aside = null;
    isFull = false;
    take(rest);
    if (isFull && state == State.TRAFFIC) {
      pause(rest);
      return;
    }
    giveBack(rest);
    if (state == State.TRAFFIC) {
      key.interestOpsOr(SelectionKey.OP_READ);
    }
  }

  private void dropAside() {
    ByteBuffer rest = aside;
    aside = null;
    if (rest != null) {
      giveBack(rest);
    }
  }

  private void giveBack(ByteBuffer rest) {
    if (rest.isDirect()) { // else it is a copy
      reactor.buffers().give(rest);
    }
  }

  @Override
  public boolean onMessage(Message message) {
    Pipe target = pipe;
    if (target == null) {
      throw new IllegalStateException("a message before the handshake's end");
    }
    Message incoming = form.incoming(message);
    if (incoming == null) {
      return true; // not for this socket type: dropped
    }
    messagesReceived++;
    target.in().add(incoming);
    if (target.in().canWrite() || takesAll) {
      return true;
    }
    isFull = true;
    return false;
  }

  @Override
  public void onCommand(byte[] body) throws ProtocolViolation {
    Command command = Command.parse(body);
    if (command instanceof Command.Ping ping) {
      pulse().onPing(ping.ttlTenths());
      transmission.send(encoder -> encoder.pong(ping.context()));
      link.postFlush();
    } else if (command instanceof Command.PeerError) {
      reactor.post(() -> close(Loss.lost(ErrorCode.EPROTO, "the peer sent ERROR")));
    } else if (pipe != null) {
      Message message = form.incoming(command);
      if (message != null) {
        pipe.in().add(message);
      }
    }
  }

  // ---- Handshake -------------------------------------------------------------------------------

  /** After each input of the handshake: sends, asks and goes on as it wants. */
  private void advanceHandshake(Handshake current) {
    transmitHandshake();
    AuthenticationRequest request = current.pollAuthentication();
    Authenticator authenticator = settings.security().authenticator();
    if (request != null && authenticator != null) {
      question =
          authenticator.ask(
              request, peerAddress, reply -> reactor.post(() -> onAuthentication(reply)));
    }
    if (current.isComplete() && state == State.HANDSHAKE) {
      handshake = null;
      question = null;
      establish(current);
    }
  }

  private void onAuthentication(AuthenticationReply reply) {
    Handshake current = handshake;
    if (state != State.HANDSHAKE || current == null) {
      return; // it came too late
    }
    try {
      current.onAuthentication(reply);
      advanceHandshake(current);
    } catch (ProtocolViolation violation) {
      transmitHandshake();
      close(Loss.violation(violation));
    }
  }

  private void transmitHandshake() {
    ByteBuffer octets = handshake == null ? null : handshake.pollTransmit();
    if (octets != null) {
      transmission.send(octets);
      link.flush();
    }
  }

  private void establish(Handshake complete) {
    reactor.timers().cancel(deadline);
    deadline = null;
    Peer known = complete.peer();
    peer = known;
    decoder = complete.decoder();
    if (settings.receivePool() != null) {
      decoder.receiveInto(settings.receivePool());
    }
    state = State.TRAFFIC;
    owner.onEstablished(this, known);
    pipe = link.pipe();
    if (pipe != null && known.subscribesToAll()) {
      pipe.in().add(WireForm.subscriptionToAll());
    }
    byte[] hello = settings.notes().hello();
    transmission.begin(
        form,
        complete.commandEncoder(),
        complete.encoder(),
        hello.length == 0 ? null : Message.wrap(hello));
    if (settings.heartbeatNanos() > 0 && known.version().hasHeartbeats()) {
      pulse().start();
    }
    link.flush();
  }

  /** STREAM speaks no protocol: traffic from the first byte. */
  private void establishRaw() {
    if (!peerAddress.isEmpty()) {
      metadata = Metadata.of(Map.of("Peer-Address", peerAddress));
    }
    Peer stranger = new Peer(Version.ZMTP_3_1, null, new byte[0], metadata, false);
    peer = stranger;
    state = State.TRAFFIC;
    owner.onEstablished(this, stranger);
    pipe = link.pipe();
    transmission.begin(
        form, CommandEncoder.of(Version.ZMTP_3_1), new MessageEncoder(Framing.RAW), null);
    link.flush();
  }

  private void onHandshakeDeadline() {
    close(Loss.lost(ErrorCode.ETIMEDOUT, "the handshake took too long"));
  }

  // ---- Heartbeats ------------------------------------------------------------------------------

  private Pulse pulse() {
    Pulse current = pulse;
    if (current == null) {
      Heartbeat heartbeat =
          new Heartbeat(
              settings.heartbeatNanos(),
              settings.heartbeatTimeoutNanos(),
              settings.heartbeatTtlNanos());
      current = new Pulse(reactor, heartbeat, () -> aside != null, this::sendPing, this::onSilence);
      pulse = current;
    }
    return current;
  }

  private void sendPing(int ttlTenths) {
    transmission.send(encoder -> encoder.ping(ttlTenths, new byte[0]));
    link.flush();
  }

  private void onSilence() {
    close(Loss.lost(ErrorCode.ETIMEDOUT, "the peer is silent"));
  }

  private void stopPulse() {
    if (pulse != null) {
      pulse.stop();
    }
  }

  // ---- Closing ---------------------------------------------------------------------------------

  /** Closes once everything that was sent is with the network, at the latest after a while. */
  void closeWithin(long lingerNanos, String reason) {
    if (state != State.TRAFFIC || lingerNanos == 0) {
      close(Loss.closed(reason));
      return;
    }
    if (pipe != null) {
      pipe.raise(Pipe.CLOSED); // nothing more is to be sent
    }
    if (lingerNanos > 0 && linger == null) {
      linger =
          reactor
              .timers()
              .set(System.nanoTime() + lingerNanos, () -> close(Loss.closed("linger has passed")));
    }
    drain();
  }

  /** The socket is done with the pipe that came with this connection. */
  @Override
  public void onPipeClosed() {
    owner.onPipeClosed(this);
  }

  /** Closes once everything that was sent is with the network. */
  void drain() {
    transmission.drain();
    link.flush();
  }

  /** Everything is with the network. */
  private void sayFarewell() {
    if (state != State.TRAFFIC) {
      return;
    }
    if (pipe != null && pipe.out().depth() > 0) { // sent just before the pipe closed
      drain();
      return;
    }
    state = State.FAREWELL;
    dropAside();
    stopPulse();
    transmission.close();
    link.flush(); // gives the buffers back
    key.interestOps(SelectionKey.OP_READ);
    farewell = new Farewell(reactor, channel, this::endFarewell);
    try {
      farewell.begin(linger != null);
    } catch (IOException e) {
      endFarewell();
    }
  }

  private void endFarewell() {
    close(Loss.closed("everything is sent"));
  }

  /** Closes now, or when the connection was lost, once what the peer had sent is taken. */
  void close(Loss loss) {
    if (state == State.TRAFFIC && loss.kind() == Loss.Kind.LOST) {
      takeRest();
    }
    closeNow(loss);
  }

  private void closeNow(Loss loss) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    reactor.timers().cancel(deadline);
    reactor.timers().cancel(stall);
    reactor.timers().cancel(linger);
    stopPulse();
    dropAside();
    if (farewell != null) {
      farewell.cancel();
    }
    if (question != null) {
      question.run();
    }
    transmission.close();
    link.flush(); // gives the buffers back, now or when the present writer is done
    if (loss.kind() == Loss.Kind.CLOSED) {
      discardInput();
    }
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone in any case, and the loss has a reason already.
    }
    owner.onLost(this, loss);
  }

  /**
   * What the peer sent before it went away still counts: it may be lost to us because we could not
   * write, or while reading paused. No more than the kernel's buffer can be left, so the pipe takes
   * it beyond its high-water mark.
   */
  private void takeRest() {
    takesAll = true;
    resume();
    try {
      for (int i = 0; i < LAST_READS && state == State.TRAFFIC; i++) {
        ByteBuffer buffer = reactor.readBuffer();
        int count = channel.read(buffer);
        if (count <= 0) {
          return;
        }
        bytesReceived += count;
        take(buffer.flip());
      }
    } catch (IOException e) {
      // That was all.
    }
  }

  /** Unread input would turn our close into a reset, which could outrun what we sent. */
  private void discardInput() {
    try {
      for (int i = 0; i < READS_A_TURN && channel.read(reactor.readBuffer()) > 0; i++) {
        // read on
      }
    } catch (IOException e) {
      // The peer was faster.
    }
  }

  @Override
  public void onBroken(Throwable cause) {
    close(Loss.lost(ErrorCode.EIO, "internal error: " + cause));
  }

  // ---- Transmission.Listener: any thread -------------------------------------------------------

  @Override
  public void onBlocked() {
    reactor.execute(
        () -> {
          if (state == State.HANDSHAKE || state == State.TRAFFIC) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            watchForStall();
          }
        });
  }

  /** What TCP_USER_TIMEOUT does in the kernel, which Java cannot reach. */
  private void watchForStall() {
    if (settings.stallNanos() > 0 && stall == null) {
      stall =
          reactor
              .timers()
              .set(
                  System.nanoTime() + settings.stallNanos(),
                  () -> close(Loss.lost(ErrorCode.ETIMEDOUT, "the network took nothing too long")));
    }
  }

  @Override
  public void onUnfinished() {
    link.postFlush();
  }

  @Override
  public void onDrained() {
    reactor.post(this::sayFarewell);
  }

  @Override
  public void onBroken(IOException cause) {
    reactor.post(
        () -> close(Loss.lost(NetworkErrors.codeOf(cause), String.valueOf(cause.getMessage()))));
  }

  // ---- Seen from outside: any thread -----------------------------------------------------------

  ConnectionSnapshot snapshot() {
    Peer known = peer;
    Pipe queues = pipe;
    MessageQueue out = queues == null ? null : queues.out();
    MessageQueue in = queues == null ? null : queues.in();
    return new ConnectionSnapshot(
        local,
        remote,
        switch (state) {
          case HANDSHAKE -> ConnectionSnapshot.State.HANDSHAKE;
          case TRAFFIC -> ConnectionSnapshot.State.OPEN;
          case FAREWELL, CLOSED -> ConnectionSnapshot.State.CLOSED;
        },
        known == null ? Frame.EMPTY : Frame.wrap(known.routingId()),
        known == null ? null : known.socketType(),
        Instant.ofEpochMilli(sinceMillis),
        transmission.messagesSent(),
        transmission.bytesSent(),
        messagesReceived,
        bytesReceived,
        queues == null ? 0 : queues.drops(),
        out == null ? 0 : out.depth(),
        out == null ? 0 : out.hwm(),
        in == null ? 0 : in.depth(),
        in == null ? 0 : in.hwm(),
        transmission.isStalled(),
        aside != null);
  }

  SessionHost.Traffic traffic() {
    return new SessionHost.Traffic(
        transmission.messagesSent(), transmission.bytesSent(), messagesReceived, bytesReceived);
  }
}
