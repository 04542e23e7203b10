/** Tests against native libzmq and JeroMQ as peers. */
package io.github.zmq4j.interop;
