package io.github.zmq4j.internal.transport;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;

/**
 * Where to bind or connect: a scheme, which names a transport, and an address, which only that
 * transport understands.
 */
public record Endpoint(String scheme, String address) {

  /**
   * Splits an endpoint's text.
   *
   * @throws ZmqException EINVAL if it has no {@code ://} or nothing on one side of it
   */
  public static Endpoint parse(String text) {
    int separator = text.indexOf("://");
    if (separator <= 0 || separator + 3 == text.length()) {
      throw new ZmqException(
          ErrorCode.EINVAL,
          "Endpoint '" + text + "' is not of the form transport://address, as tcp://host:5555");
    }
    return new Endpoint(text.substring(0, separator), text.substring(separator + 3));
  }

  @Override
  public String toString() {
    return scheme + "://" + address;
  }
}
