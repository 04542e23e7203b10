package io.github.zmq4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.SocketType;
import java.time.Duration;

/** The conversations that need no state of their own. */
final class Conversations {
  private Conversations() {}

  /**
   * Asks and answers. The envelope is added and taken off by hand where the type does not do it: an
   * asking DEALER has a delimiter to add, an answering ROUTER an id and a delimiter to give back.
   */
  static Conversation requestReply(SocketType asking, SocketType answering) {
    Frame[] askingEnvelope = asking == SocketType.DEALER ? new Frame[] {Frame.EMPTY} : new Frame[0];
    int answeringEnvelope = answering == SocketType.ROUTER ? 2 : 0;
    return (asker, answerer) -> {
      for (Message message : Messages.all()) {
        asker.send(message.prepend(askingEnvelope));
        Message request = answerer.receive();
        assertThat(request.dropFirst(answeringEnvelope)).isEqualTo(message);

        Frame[] envelope = request.frames().subList(0, answeringEnvelope).toArray(Frame[]::new);
        answerer.send(Message.of("answer", message.frame(0)).prepend(envelope));
        Message reply = asker.receive();
        assertThat(reply.dropFirst(askingEnvelope.length))
            .isEqualTo(Message.of("answer", message.frame(0)));
      }
    };
  }

  /** Sends from the first to the second. */
  static Conversation oneWay() {
    return Conversations::stream;
  }

  /** Sends both ways. */
  static Conversation bothWays() {
    return (first, second) -> {
      stream(first, second);
      stream(second, first);
    };
  }

  private static void stream(PeerSocket from, PeerSocket to) {
    for (Message message : Messages.all()) {
      from.send(message);
    }
    for (Message message : Messages.all()) {
      assertThat(to.receive()).isEqualTo(message);
    }
  }

  /** A DEALER that sends without waiting, and a ROUTER that answers to its routing id. */
  static Conversation dealerAndRouter() {
    return new Conversation() {
      @Override
      public void prepareFirst(PeerSocket dealer) {
        dealer.routingId("dealer");
      }

      @Override
      public void hold(PeerSocket dealer, PeerSocket router) {
        for (Message message : Messages.all()) {
          dealer.send(message);
        }
        Frame id = Frame.of("dealer");
        for (Message message : Messages.all()) {
          assertThat(router.receive()).isEqualTo(message.prepend(id));
        }
        for (Message message : Messages.all()) {
          router.send(message.prepend(id));
        }
        for (Message message : Messages.all()) {
          assertThat(dealer.receive()).isEqualTo(message);
        }
      }
    };
  }

  /** Two ROUTERs that know each other by name. */
  static Conversation routers() {
    return new Conversation() {
      @Override
      public void prepareFirst(PeerSocket first) {
        first.routingId("first");
        first.mandatory();
      }

      @Override
      public void prepareSecond(PeerSocket second) {
        second.routingId("second");
        second.mandatory();
      }

      @Override
      public void hold(PeerSocket first, PeerSocket second) {
        Message hello = Message.of("second", "hello");
        Deadline deadline = new Deadline();
        while (!first.trySend(hello)) {
          deadline.check("the second ROUTER is not known to the first");
          assertThat(first.tryReceive(Duration.ofMillis(5))).isEmpty(); // waits a little
        }
        assertThat(second.receive()).isEqualTo(Message.of("first", "hello"));
        talk(first, "first", second, "second");
        talk(second, "second", first, "first");
      }

      private void talk(PeerSocket from, String fromName, PeerSocket to, String toName) {
        for (Message message : Messages.all()) {
          from.send(message.prepend(Frame.of(toName)));
        }
        for (Message message : Messages.all()) {
          assertThat(to.receive()).isEqualTo(message.prepend(Frame.of(fromName)));
        }
      }
    };
  }
}
