/** The security mechanisms that need no cryptography: NULL and PLAIN. */
@NullMarked
package io.github.zmq4j.internal.zmtp.mechanism;

import org.jspecify.annotations.NullMarked;
