package io.github.zmq4j.interop;

import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByReference;
import com.sun.jna.ptr.IntByReference;

/** The functions of libzmq that {@link LibzmqPeer} calls, under their names in C. */
interface NativeZmq extends Library {
  /** The size of {@code zmq_msg_t}. */
  int MESSAGE_BYTES = 64;

  /**
   * Loads the library by its plain name or, where only the runtime package is installed, by its
   * versioned one.
   *
   * @throws UnsatisfiedLinkError if it is not installed
   */
  static NativeZmq load() {
    try {
      return Native.load("zmq", NativeZmq.class);
    } catch (UnsatisfiedLinkError e) {
      return Native.load("libzmq.so.5", NativeZmq.class);
    }
  }

  Pointer zmq_ctx_new();

  int zmq_ctx_term(Pointer context);

  Pointer zmq_socket(Pointer context, int type);

  int zmq_close(Pointer socket);

  int zmq_bind(Pointer socket, String endpoint);

  int zmq_connect(Pointer socket, String endpoint);

  int zmq_setsockopt(Pointer socket, int option, byte[] value, Size size);

  int zmq_getsockopt(Pointer socket, int option, byte[] value, SizeByReference size);

  int zmq_send(Pointer socket, byte[] bytes, Size size, int flags);

  int zmq_msg_init(Pointer message);

  int zmq_msg_recv(Pointer message, Pointer socket, int flags);

  Pointer zmq_msg_data(Pointer message);

  Size zmq_msg_size(Pointer message);

  int zmq_msg_more(Pointer message);

  int zmq_msg_close(Pointer message);

  int zmq_socket_monitor(Pointer socket, String endpoint, int events);

  String zmq_strerror(int number);

  void zmq_version(IntByReference major, IntByReference minor, IntByReference patch);

  /** C's {@code size_t}. */
  final class Size extends IntegerType {
    private static final long serialVersionUID = 1;

    /** Needed by JNA, for results. */
    @SuppressWarnings("unused")
    public Size() {
      this(0);
    }

    Size(long value) {
      super(Native.SIZE_T_SIZE, value, true);
    }
  }

  /** C's {@code size_t *}. */
  final class SizeByReference extends ByReference {
    /** Needed by JNA. */
    public SizeByReference() {
      super(Native.SIZE_T_SIZE);
    }

    SizeByReference(long value) {
      this();
      if (Native.SIZE_T_SIZE == Long.BYTES) {
        getPointer().setLong(0, value);
      } else {
        getPointer().setInt(0, (int) value);
      }
    }
  }
}
