/**
 * ZeroMQ for the JVM: sockets that carry whole messages between threads, processes and machines, in
 * patterns such as request-reply and publish-subscribe.
 *
 * <pre>{@code
 * try (Context context = Context.create();
 *     Rep server = context.rep();
 *     Req client = context.req()) {
 *   String endpoint = server.bind("tcp://127.0.0.1:*");
 *   client.connect(endpoint);
 *
 *   client.send("hello");
 *   Message request = server.receive();
 *   System.out.printf("Received %s, size %d%n", request.text(), request.size());
 *
 *   server.send("world");
 *   System.out.println(client.receive().text());
 * }
 * }</pre>
 *
 * <p>Where to look:
 *
 * <ul>
 *   <li>{@link io.github.zmq4j.Context} makes sockets and ends them; {@link
 *       io.github.zmq4j.ContextBuilder} and {@link io.github.zmq4j.ContextOption} set it up.
 *   <li>{@link io.github.zmq4j.Socket} is what all sockets share; {@link io.github.zmq4j.Sending}
 *       and {@link io.github.zmq4j.Receiving} are what most can do.
 *   <li>One interface a pattern's role, each with the rules of its pattern: request-reply ({@link
 *       io.github.zmq4j.Req}, {@link io.github.zmq4j.Rep}, {@link io.github.zmq4j.Dealer}, {@link
 *       io.github.zmq4j.Router}; {@link io.github.zmq4j.Client}, {@link io.github.zmq4j.Server},
 *       {@link io.github.zmq4j.Peer}), publish-subscribe ({@link io.github.zmq4j.Pub}, {@link
 *       io.github.zmq4j.Sub}, {@link io.github.zmq4j.XPub}, {@link io.github.zmq4j.XSub}; {@link
 *       io.github.zmq4j.Radio}, {@link io.github.zmq4j.Dish}), pipeline ({@link
 *       io.github.zmq4j.Push}, {@link io.github.zmq4j.Pull}; {@link io.github.zmq4j.Scatter},
 *       {@link io.github.zmq4j.Gather}), exclusive pair ({@link io.github.zmq4j.Pair}; {@link
 *       io.github.zmq4j.Channel}) and plain TCP ({@link io.github.zmq4j.Stream}).
 *   <li>{@link io.github.zmq4j.Message} is what they carry, in one or more {@link
 *       io.github.zmq4j.Frame}s, with {@link io.github.zmq4j.Metadata} of the sender.
 *   <li>{@link io.github.zmq4j.Poller} waits for several sockets, and channels, at once; {@link
 *       io.github.zmq4j.Proxy} joins two sockets. {@code receiveAsync}, {@code sendAsync} and
 *       {@code publisher} need no thread that waits.
 *   <li>{@link io.github.zmq4j.Options} lists every option of sockets.
 *   <li>{@link io.github.zmq4j.MonitorListener} is told what happens to connections.
 *   <li>{@link io.github.zmq4j.ZmqException}, with an {@link io.github.zmq4j.ErrorCode}, is what
 *       fails calls.
 *   <li>{@link io.github.zmq4j.Timers} and {@link io.github.zmq4j.Z85} help beside.
 * </ul>
 *
 * <p>No reference is null, neither argument nor result, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.github.zmq4j;

import org.jspecify.annotations.NullMarked;
