/**
 * What each socket type does with its pipes: one small class a type, and the few things they share.
 * No thread, no lock, no clock and no network in here; whoever holds the socket's lock calls.
 */
@NullMarked
package io.github.zmq4j.internal.pattern;

import org.jspecify.annotations.NullMarked;
