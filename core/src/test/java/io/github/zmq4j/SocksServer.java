package io.github.zmq4j;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy as small as tests need it: it connects wherever it is asked to, on loopback. */
final class SocksServer implements AutoCloseable {
  private final ServerSocket listener = RawPeer.listen();
  private final String username;
  private final String password;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A proxy that asks for user and password, or for nothing when the user is empty. */
  SocksServer(String username, String password) {
    this.username = username;
    this.password = password;
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "socks");
    thread.setDaemon(true);
    thread.start();
  }

  /** Its {@code host:port}. */
  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** What it was asked to connect to, as {@code host:port}. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // It is closed, or nobody came for long.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      if (!admits(in, out)) {
        return;
      }
      in.readNBytes(3); // version, CONNECT, reserved
      String host =
          switch (in.readByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> new String(in.readNBytes(in.readUnsignedByte()), US_ASCII);
          };
      int port = in.readUnsignedShort();
      requests.add(host + ":" + port);
      connect(client, in, out, port);
    } catch (IOException e) {
      // One of the ends has gone.
    }
  }

  private boolean admits(DataInputStream in, OutputStream out) throws IOException {
    int wanted = username.isEmpty() ? 0 : 2;
    in.readByte(); // version
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    if (methods.length != 1 || methods[0] != wanted) {
      out.write(new byte[] {5, (byte) 0xff});
      return false;
    }
    out.write(new byte[] {5, (byte) wanted});
    if (wanted == 0) {
      return true;
    }
    in.readByte(); // version
    String user = new String(in.readNBytes(in.readUnsignedByte()), US_ASCII);
    String word = new String(in.readNBytes(in.readUnsignedByte()), US_ASCII);
    boolean known = user.equals(username) && word.equals(password);
    out.write(new byte[] {1, (byte) (known ? 0 : 1)});
    return known;
  }

  private void connect(Socket client, InputStream in, OutputStream out, int port)
      throws IOException {
    Socket target;
    try {
      target = new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
      return;
    }
    open.add(target);
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    start(() -> copy(target, client));
    in.transferTo(target.getOutputStream());
    target.close();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the ends has gone.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
