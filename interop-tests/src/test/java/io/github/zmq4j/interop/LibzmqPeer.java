package io.github.zmq4j.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.github.zmq4j.SocketType;
import io.github.zmq4j.interop.NativeZmq.Size;
import io.github.zmq4j.interop.NativeZmq.SizeByReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A process that owns sockets of native libzmq and does what it is told, a line at a time. A crash
 * of native code, or a call that hangs, is then a failed test and not the end of the tests.
 *
 * <p>It begins with {@code ready VERSION}, or {@code missing REASON} when libzmq cannot be loaded.
 * Then it answers each line with one line: {@code ok ...}, or {@code error NUMBER TEXT} with
 * libzmq's errno. Frames are in hex, an empty one is {@code -}. Times are in milliseconds. Each
 * socket has a context of its own, so that {@code close} returns when nothing of it is left.
 *
 * <pre>{@code
 * socket TYPE              ok SOCKET     a number, for the commands below
 * set SOCKET OPTION VALUE  ok            a decimal number, or hex with the prefix hex:
 * bind SOCKET ENDPOINT     ok ENDPOINT   wildcards resolved
 * connect SOCKET ENDPOINT  ok
 * send SOCKET FRAME...     ok
 * recv SOCKET TIME         ok FRAME...
 * echo SOCKET COUNT        ok            sends COUNT messages back to where they came from
 * monitor SOCKET           ok            begins to note events
 * event SOCKET EVENT TIME  ok            waits for an event, given by its bit
 * close SOCKET             ok
 * }</pre>
 *
 * The end of its input ends it.
 */
final class LibzmqPeer {
  private static final int DEADLINE_MILLIS = 20_000;
  private static final int SNDMORE = 2;

  /** The options that tests set, by name, and {@code LAST_ENDPOINT}. */
  private static final Map<String, Integer> OPTIONS =
      Map.ofEntries(
          Map.entry("ROUTING_ID", 5),
          Map.entry("SUBSCRIBE", 6),
          Map.entry("UNSUBSCRIBE", 7),
          Map.entry("LINGER", 17),
          Map.entry("RECONNECT_IVL", 18),
          Map.entry("RCVTIMEO", 27),
          Map.entry("SNDTIMEO", 28),
          Map.entry("LAST_ENDPOINT", 32),
          Map.entry("ROUTER_MANDATORY", 33),
          Map.entry("PROBE_ROUTER", 51),
          Map.entry("REQ_CORRELATE", 52),
          Map.entry("REQ_RELAXED", 53),
          Map.entry("HEARTBEAT_IVL", 75),
          Map.entry("HEARTBEAT_TTL", 76),
          Map.entry("HEARTBEAT_TIMEOUT", 77));

  private final NativeZmq zmq;
  private final Map<Integer, Opened> sockets = new HashMap<>();
  private int lastSocket;

  private LibzmqPeer(NativeZmq zmq) {
    this.zmq = zmq;
  }

  public static void main(String[] args) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    LibzmqPeer peer;
    try {
      peer = new LibzmqPeer(NativeZmq.load());
    } catch (UnsatisfiedLinkError e) {
      out.println("missing " + e.getMessage().lines().findFirst().orElse("").replaceAll(":$", ""));
      return;
    }
    out.println("ready " + peer.version());
    String line;
    while ((line = in.readLine()) != null) {
      String answer;
      try {
        answer = "ok " + peer.obey(line.split(" "));
      } catch (Failure e) {
        answer = "error " + e.number + " " + e.getMessage();
      }
      out.println(answer.strip());
    }
    Runtime.getRuntime().halt(0); // contexts with open sockets would wait for them
  }

  private String version() {
    var major = new IntByReference();
    var minor = new IntByReference();
    var patch = new IntByReference();
    zmq.zmq_version(major, minor, patch);
    return major.getValue() + "." + minor.getValue() + "." + patch.getValue();
  }

  private String obey(String[] words) throws Failure {
    if (words[0].equals("socket")) {
      sockets.put(++lastSocket, new Opened(SocketType.valueOf(words[1]).number()));
      return String.valueOf(lastSocket);
    }
    Opened socket = sockets.get(Integer.valueOf(words[1]));
    switch (words[0]) {
      case "set" -> socket.set(words[2], words[3]);
      case "bind" -> {
        check(zmq.zmq_bind(socket.handle, words[2]));
        return socket.lastEndpoint();
      }
      case "connect" -> check(zmq.zmq_connect(socket.handle, words[2]));
      case "send" -> {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
          frames.add(words[i].equals("-") ? new byte[0] : HexFormat.of().parseHex(words[i]));
        }
        socket.send(frames);
      }
      case "recv" -> {
        List<String> hex = new ArrayList<>();
        for (byte[] frame : socket.receive(Integer.parseInt(words[2]))) {
          hex.add(frame.length == 0 ? "-" : HexFormat.of().formatHex(frame));
        }
        return String.join(" ", hex);
      }
      case "echo" -> {
        for (int i = Integer.parseInt(words[2]); i > 0; i--) {
          socket.send(socket.receive(DEADLINE_MILLIS));
        }
      }
      case "monitor" -> socket.openMonitor();
      case "event" -> socket.awaitEvent(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
      case "close" -> {
        sockets.remove(Integer.valueOf(words[1]));
        socket.close();
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "";
  }

  private int check(int result) throws Failure {
    if (result < 0) {
      throw failure();
    }
    return result;
  }

  private Pointer check(Pointer result) throws Failure {
    if (result == null) {
      throw failure();
    }
    return result;
  }

  private Failure failure() {
    int number = Native.getLastError();
    return new Failure(number, zmq.zmq_strerror(number));
  }

  /** A call that libzmq has refused. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    private final int number;

    Failure(int number, String text) {
      super(text);
      this.number = number;
    }
  }

  /** A socket with the context it lives in. */
  private final class Opened {
    private final Pointer context;
    private final Pointer handle;
    private final Memory message = new Memory(NativeZmq.MESSAGE_BYTES);
    private Opened monitor; // shares the context

    Opened(int type) throws Failure {
      context = check(zmq.zmq_ctx_new());
      handle = check(zmq.zmq_socket(context, type));
      set("SNDTIMEO", DEADLINE_MILLIS);
      set("LINGER", 2000);
    }

    private Opened(Pointer context, int type) throws Failure {
      this.context = context;
      handle = check(zmq.zmq_socket(context, type));
    }

    void set(String option, String value) throws Failure {
      if (value.startsWith("hex:")) {
        set(option, HexFormat.of().parseHex(value.substring("hex:".length())));
      } else {
        set(option, Integer.parseInt(value));
      }
    }

    private void set(String option, int value) throws Failure {
      set(
          option,
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array());
    }

    private void set(String option, byte[] value) throws Failure {
      check(zmq.zmq_setsockopt(handle, OPTIONS.get(option), value, new Size(value.length)));
    }

    String lastEndpoint() throws Failure {
      byte[] value = new byte[512];
      SizeByReference size = new SizeByReference(value.length);
      check(zmq.zmq_getsockopt(handle, OPTIONS.get("LAST_ENDPOINT"), value, size));
      return Native.toString(value, UTF_8);
    }

    void send(List<byte[]> frames) throws Failure {
      for (int i = 0; i < frames.size(); i++) {
        byte[] frame = frames.get(i);
        int flags = i < frames.size() - 1 ? SNDMORE : 0;
        check(zmq.zmq_send(handle, frame, new Size(frame.length), flags));
      }
    }

    List<byte[]> receive(int timeoutMillis) throws Failure {
      set("RCVTIMEO", timeoutMillis);
      List<byte[]> frames = new ArrayList<>();
      boolean more;
      do {
        check(zmq.zmq_msg_init(message));
        check(zmq.zmq_msg_recv(message, handle, 0));
        int size = zmq.zmq_msg_size(message).intValue();
        frames.add(size == 0 ? new byte[0] : zmq.zmq_msg_data(message).getByteArray(0, size));
        more = zmq.zmq_msg_more(message) != 0;
        check(zmq.zmq_msg_close(message));
      } while (more);
      return frames;
    }

    void openMonitor() throws Failure {
      String endpoint = "inproc://monitor";
      check(zmq.zmq_socket_monitor(handle, endpoint, 0xFFFF));
      monitor = new Opened(context, SocketType.PAIR.number());
      check(zmq.zmq_connect(monitor.handle, endpoint));
    }

    /** Reads events until one of the wanted type; the time limits the wait for each. */
    void awaitEvent(int event, int timeoutMillis) throws Failure {
      if (monitor == null) {
        throw new IllegalStateException("no monitor");
      }
      int seen;
      do {
        byte[] first = monitor.receive(timeoutMillis).get(0);
        seen = ByteBuffer.wrap(first).order(ByteOrder.nativeOrder()).getShort() & 0xFFFF;
      } while (seen != event);
    }

    void close() throws Failure {
      if (monitor != null) {
        check(zmq.zmq_close(monitor.handle));
      }
      check(zmq.zmq_close(handle));
      check(zmq.zmq_ctx_term(context));
    }
  }
}
