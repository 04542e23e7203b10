/** Where the little goes that the library says of its own accord. */
@NullMarked
package io.github.zmq4j.internal.log;

import org.jspecify.annotations.NullMarked;
