package io.github.zmq4j.internal.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Metadata;
import io.github.zmq4j.internal.pipe.MessageQueue;
import io.github.zmq4j.internal.pipe.Pipe;
import io.github.zmq4j.internal.pipe.PipeOwner;
import io.github.zmq4j.internal.session.Security.Authenticator;
import io.github.zmq4j.internal.zmtp.AuthenticationReply;
import io.github.zmq4j.internal.zmtp.AuthenticationRequest;
import io.github.zmq4j.internal.zmtp.wire.PropertyList;
import io.github.zmq4j.internal.zmtp.wire.PropertyList.Property;
import io.github.zmq4j.spi.ProtocolViolation;
import io.github.zmq4j.spi.ProtocolViolation.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's handler about peers: a REP or ROUTER socket of the same context, bound to
 * {@value #ENDPOINT}. Each question has a pipe of its own to the handler, which is gone with the
 * answer, or with the connection that the question was about.
 *
 * <p>When nobody handles, {@code unhandled} is the answer. A handler that goes away, or never
 * answers, leaves the matter to the time limit of the handshake.
 *
 * <p><b>Threading.</b> Thread-safe; never waits.
 *
 * @param names where the handler is found
 * @param domain what the handler is told of where the question comes from
 * @param routingId of the asking socket, as libzmq tells it
 * @param unhandled the answer when there is no handler
 * @see <a href="https://rfc.zeromq.org/spec/27/">27/ZAP</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
record ZapClient(InprocNames names, String domain, byte[] routingId, AuthenticationReply unhandled)
    implements Authenticator {
  static final String NAME = "zeromq.zap.01";
  static final String ENDPOINT = "inproc://" + NAME;

  private static final String VERSION = "1.0";
  private static final String REQUEST_ID = "1";
  private static final int REPLY_FRAMES = 7;

  /** One that lets peers in when there is no handler, unless the handler must be asked. */
  static Authenticator of(InprocNames names, String domain, byte[] routingId, boolean mustBeAsked) {
    AuthenticationReply unhandled =
        mustBeAsked
            ? new AuthenticationReply.Refused(Reason.NO_AUTHENTICATOR)
            : new AuthenticationReply.Unasked();
    return new ZapClient(names, domain, routingId, unhandled);
  }

  @Override
  public Runnable ask(
      AuthenticationRequest request, String peerAddress, Consumer<AuthenticationReply> reply) {
    SocketBase handler = names.find(NAME);
    if (handler == null) {
      reply.accept(unhandled);
      return () -> {};
    }
    Inquiry inquiry = new Inquiry(reply);
    inquiry.start(handler, message(request, peerAddress));
    return inquiry::end;
  }

  private Message message(AuthenticationRequest request, String peerAddress) {
    List<Frame> frames = new ArrayList<>();
    frames.add(Frame.EMPTY);
    frames.add(Frame.of(VERSION));
    frames.add(Frame.of(REQUEST_ID));
    frames.add(Frame.of(domain));
    frames.add(Frame.of(peerAddress));
    frames.add(Frame.wrap(routingId));
    frames.add(Frame.of(request.mechanism()));
    request.credentials().forEach(credential -> frames.add(Frame.wrap(credential)));
    return Message.of(frames);
  }

  /** Reads a handler's reply. */
  static AuthenticationReply parse(Message reply) {
    if (reply.frameCount() != REPLY_FRAMES) {
      return new AuthenticationReply.Refused(Reason.ZAP_MALFORMED_REPLY);
    } else if (reply.frameSize(0) != 0) {
      return new AuthenticationReply.Refused(Reason.ZAP_UNSPECIFIED);
    } else if (!text(reply, 1).equals(VERSION)) {
      return new AuthenticationReply.Refused(Reason.ZAP_BAD_VERSION);
    } else if (!text(reply, 2).equals(REQUEST_ID)) {
      return new AuthenticationReply.Refused(Reason.ZAP_BAD_REQUEST_ID);
    }
    return switch (text(reply, 3)) {
      case "200" -> accepted(text(reply, 5), reply.frame(6).bytes());
      case "300" -> new AuthenticationReply.Refused(Reason.AUTHENTICATION_UNAVAILABLE);
      case "400" -> new AuthenticationReply.Refused(Reason.AUTHENTICATION_REFUSED);
      case "500" -> new AuthenticationReply.Refused(Reason.AUTHENTICATION_BROKEN);
      default -> new AuthenticationReply.Refused(Reason.ZAP_INVALID_STATUS_CODE);
    };
  }

  private static AuthenticationReply accepted(String userId, byte[] metadata) {
    try {
      Map<String, String> properties = new LinkedHashMap<>();
      for (Property property : PropertyList.parse(metadata).properties()) {
        properties.putIfAbsent(property.name(), property.text());
      }
      return new AuthenticationReply.Accepted(userId, properties);
    } catch (ProtocolViolation violation) {
      return new AuthenticationReply.Refused(Reason.ZAP_INVALID_METADATA);
    }
  }

  private static String text(Message message, int frame) {
    return new String(message.frame(frame).bytes(), UTF_8);
  }

  /** One question. No lock is held while its pipe is closed, which may lead into other sockets. */
  private static final class Inquiry implements PipeOwner {
    private final Consumer<AuthenticationReply> asker;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock(); // guards taking from the pipe
    private final Pipe pipe =
        new Pipe(this, new MessageQueue(0, false), new MessageQueue(0, false));

    Inquiry(Consumer<AuthenticationReply> asker) {
      this.asker = asker;
    }

    void start(SocketBase handler, Message question) {
      Pipe far = new Pipe(handler.host(), pipe.in(), pipe.out());
      far.introduce(Frame.EMPTY, Metadata.EMPTY, "");
      InprocLink.join(new InprocLink.End(pipe, null), new InprocLink.End(far, handler), ENDPOINT);
      pipe.out().add(question);
      far.raise(Pipe.ATTACHED | Pipe.CONNECTED | Pipe.READABLE);
    }

    @Override
    public void onPipeEvent(Pipe raised) {
      @Nullable Message reply;
      lock.lock();
      try {
        pipe.takeEvents();
        reply = over.get() ? null : pipe.poll(); // no limit: nobody is to be told of credit
      } finally {
        lock.unlock();
      }
      if (reply != null && end()) {
        asker.accept(parse(reply));
      }
    }

    /** Closes the pipe, once; whether this call did. */
    boolean end() {
      if (!over.compareAndSet(false, true)) {
        return false;
      }
      pipe.finish();
      return true;
    }
  }
}
