/** Short programs that show zmq4j at work. */
@NullMarked
package io.github.zmq4j.examples;

import org.jspecify.annotations.NullMarked;
