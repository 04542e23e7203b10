package io.github.zmq4j.interop;

/**
 * What two sockets say to each other, and what must come of it. It can be held again when one of
 * the two has been replaced; an instance belongs to one pair.
 */
interface Conversation {
  /** Prepares the first socket before it binds or connects. */
  default void prepareFirst(PeerSocket first) {}

  /** Prepares the second socket before it binds or connects. */
  default void prepareSecond(PeerSocket second) {}

  /** Talks, from whatever state the connection is in. */
  void hold(PeerSocket first, PeerSocket second);
}
