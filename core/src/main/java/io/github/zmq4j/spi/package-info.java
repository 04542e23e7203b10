/** What other modules implement: transports and security mechanisms. */
@NullMarked
package io.github.zmq4j.spi;

import org.jspecify.annotations.NullMarked;
