package io.github.zmq4j.internal.socket;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.Options;
import io.github.zmq4j.SocketOption;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.zmtp.mechanism.NullMechanism;
import io.github.zmq4j.internal.zmtp.mechanism.PlainClientMechanism;
import io.github.zmq4j.internal.zmtp.mechanism.PlainServerMechanism;
import io.github.zmq4j.spi.Mechanism;
import java.util.Set;

/**
 * Which security mechanism the options of a socket choose: the one whose option was set last.
 * Taking an option back, with false or an empty text, chooses NULL, whatever was set before.
 *
 * <p><b>Threading.</b> Immutable; each is one choice.
 */
enum MechanismChoice {
  NULL(0),
  PLAIN_CLIENT(1),
  PLAIN_SERVER(1),
  CURVE(2);

  private static final Set<SocketOption<?>> CURVE_KEYS =
      Set.of(Options.CURVE_PUBLIC_KEY, Options.CURVE_SECRET_KEY, Options.CURVE_SERVER_KEY);

  private final int number;

  MechanismChoice(int number) {
    this.number = number;
  }

  /** libzmq's number for the mechanism. */
  int number() {
    return number;
  }

  /** The choice after an option was set. */
  MechanismChoice after(SocketOption<?> option, Object value) {
    if (option == Options.PLAIN_SERVER) {
      return (Boolean) value ? PLAIN_SERVER : NULL;
    } else if (option == Options.PLAIN_USERNAME || option == Options.PLAIN_PASSWORD) {
      return ((String) value).isEmpty() ? NULL : PLAIN_CLIENT;
    } else if (option == Options.CURVE_SERVER) {
      return (Boolean) value ? CURVE : NULL;
    } else if (CURVE_KEYS.contains(option)) {
      return CURVE;
    }
    return this;
  }

  /** Makes the mechanism of each connection, of the options as they stand. */
  Mechanism.Factory factory(SocketOptions options) {
    return switch (this) {
      case NULL -> new OfNull();
      case PLAIN_SERVER -> PlainServerMechanism::new;
      case PLAIN_CLIENT -> {
        String username = options.get(Options.PLAIN_USERNAME);
        String password = options.get(Options.PLAIN_PASSWORD);
        yield setup -> new PlainClientMechanism(setup, username, password);
      }
      case CURVE ->
          throw new ZmqException(
              ErrorCode.ENOTSUP,
              "The options choose CURVE, and this version has no CURVE mechanism");
    };
  }

  /** Not a lambda, for the sake of cold starts: most connections are of this kind. */
  private static final class OfNull implements Mechanism.Factory {
    @Override
    public Mechanism create(Mechanism.Setup setup) {
      return new NullMechanism(setup);
    }
  }
}
