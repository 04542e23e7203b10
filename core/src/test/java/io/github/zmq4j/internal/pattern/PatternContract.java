package io.github.zmq4j.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Frame;
import io.github.zmq4j.Message;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.pattern.PatternRig.FarEnd;
import io.github.zmq4j.internal.pipe.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What holds for every pattern. The test of each implements {@link Sends} or {@link SendsNot}, and
 * {@link Receives} or {@link ReceivesNot}, says a few things of its type, and inherits the rest.
 */
interface PatternContract {
  SocketType type();

  static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ZmqException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  default void bearsEventsThatComeLateOrTwice() {
    PatternRig rig = new PatternRig(type()).with(Options.STREAM_NOTIFY, false);
    FarEnd peer = rig.peer();
    peer.pipe.raise(Pipe.READABLE | Pipe.WRITABLE);
    peer.pipe.raise(Pipe.READABLE | Pipe.WRITABLE);
    peer.disconnect();
    peer.connect("");
    peer.pipe.close();
    peer.pipe.raise(Pipe.READABLE | Pipe.WRITABLE);
    peer.connect("");
    peer.disconnect();
    peer.close();
    peer.close();
    assertThat(rig.pattern.canReceive()).isFalse();
    assertThat(rig.pattern.canSend()).isEqualTo(new PatternRig(type()).pattern.canSend());
  }

  /** The contract of types that send. */
  interface Sends extends PatternContract {
    /** What a send to a peer that is gone does. */
    default WithoutPeer withoutPeer() {
      return WithoutPeer.WAITS;
    }

    /** See {@link #withoutPeer}. */
    enum WithoutPeer {
      WAITS,
      DROPS,
      REFUSES
    }

    /** Brings the socket to where it can send to this peer. */
    default void letSend(PatternRig rig, FarEnd peer) {}

    /** A message as the application sends it to this peer. */
    default Message outgoing(PatternRig rig, FarEnd peer, Frame body) {
      return Message.of(body);
    }

    @Test
    default void sendsWhenItSaysItCanSend() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letSend(rig, peer);
      peer.receiveAll();
      assertThat(rig.pattern.canSend()).isTrue();
      assertThat(rig.pattern.trySend(outgoing(rig, peer, Frame.of("hello")))).isTrue();
      assertThat(peer.receiveAll()).hasSize(1);
    }

    @Test
    default void waitsOrDropsOrRefusesWhenThereIsNoPeer() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letSend(rig, peer);
      Message message = outgoing(rig, peer, Frame.of("hello"));
      peer.close();
      assertThat(rig.pattern.canSend()).isEqualTo(withoutPeer() != WithoutPeer.WAITS);
      if (withoutPeer() == WithoutPeer.REFUSES) {
        assertRefused(ErrorCode.EHOSTUNREACH, () -> rig.pattern.trySend(message));
      } else {
        assertThat(rig.pattern.trySend(message)).isEqualTo(withoutPeer() == WithoutPeer.DROPS);
      }
    }

    @Test
    default void givesLeasedMemoryBackWhenItDropsAMessageAndOnlyThen() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letSend(rig, peer);
      AtomicInteger released = new AtomicInteger();
      Frame leased = Frame.wrap(UTF_8.encode("leased"), released::incrementAndGet);
      Message message = outgoing(rig, peer, leased);
      peer.close();
      if (withoutPeer() != WithoutPeer.REFUSES) {
        rig.pattern.trySend(message);
      }
      assertThat(released).hasValue(withoutPeer() == WithoutPeer.DROPS ? 1 : 0);
    }

    @Test
    default void keepsLeasedMemoryUntilThePeerIsDoneWithIt() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letSend(rig, peer);
      peer.receiveAll();
      AtomicInteger released = new AtomicInteger();
      Frame leased = Frame.wrap(UTF_8.encode("leased"), released::incrementAndGet);
      rig.pattern.trySend(outgoing(rig, peer, leased));
      Message sent = peer.receive();
      assertThat(released).hasValue(0);
      sent.release();
      assertThat(released).hasValue(1);
    }

    @Test
    default void sendsToANewPeerAfterManyHaveComeAndGone() {
      PatternRig rig = new PatternRig(type());
      for (int i = 0; i < 10_000; i++) {
        rig.peer().close();
      }
      FarEnd peer = rig.peer();
      letSend(rig, peer);
      peer.receiveAll();
      assertThat(rig.pattern.trySend(outgoing(rig, peer, Frame.of("hello")))).isTrue();
      assertThat(peer.receiveAll()).hasSize(1);
    }
  }

  /** The contract of types that never send. */
  interface SendsNot extends PatternContract {
    @Test
    default void refusesToSend() {
      PatternRig rig = new PatternRig(type());
      rig.peer();
      assertThat(rig.pattern.canSend()).isFalse();
      assertRefused(ErrorCode.ENOTSUP, () -> rig.pattern.trySend(Message.of("x")));
      assertRefused(ErrorCode.ENOTSUP, () -> rig.pattern.tryBegin(Frame.of("x")));
    }
  }

  /** The contract of types that receive. */
  interface Receives extends PatternContract {
    /** Brings the socket to where it can receive from this peer. */
    default void letReceive(PatternRig rig, FarEnd peer) {}

    /** A message as the peer sends it, which the application then receives. */
    default Message incoming(String text) {
      return Message.of(text);
    }

    @Test
    default void receivesWhatItSaysItCanReceive() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letReceive(rig, peer);
      assertThat(rig.pattern.canReceive()).isFalse();
      assertThat(rig.pattern.tryReceive()).isNull();
      peer.send(incoming("hello"));
      assertThat(rig.pattern.canReceive()).isTrue();
      assertThat(rig.pattern.tryReceive()).isNotNull();
      assertThat(rig.pattern.canReceive()).isFalse();
    }

    @Test
    default void hearsOfAMessageAfterItSaidThatThereIsNone() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      for (int round = 0; round < 3; round++) {
        letReceive(rig, peer);
        peer.send(incoming("round " + round));
        assertThat(rig.pattern.tryReceive()).isNotNull();
        assertThat(rig.pattern.canReceive()).isFalse();
      }
    }

    @Test
    default void readsWhatAPeerSentBeforeItWentAway() {
      PatternRig rig = new PatternRig(type());
      FarEnd peer = rig.peer();
      letReceive(rig, peer);
      rig.hold();
      peer.send(incoming("last words"));
      peer.close();
      rig.release();
      assertThat(rig.pattern.canReceive()).isTrue();
      assertThat(rig.pattern.tryReceive()).isNotNull();
      assertThat(rig.pattern.canReceive()).isFalse();
    }

    @Test
    default void receivesFromANewPeerAfterManyHaveComeAndGone() {
      PatternRig rig = new PatternRig(type());
      for (int i = 0; i < 10_000; i++) {
        rig.peer().close();
      }
      FarEnd peer = rig.peer();
      letReceive(rig, peer);
      peer.send(incoming("hello"));
      assertThat(rig.pattern.tryReceive()).isNotNull();
    }
  }

  /** The contract of types that never receive. */
  interface ReceivesNot extends PatternContract {
    @Test
    default void refusesToReceive() {
      PatternRig rig = new PatternRig(type());
      rig.peer().send("anything");
      assertThat(rig.pattern.canReceive()).isFalse();
      assertRefused(ErrorCode.ENOTSUP, rig.pattern::tryReceive);
    }
  }
}
