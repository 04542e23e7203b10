package io.github.zmq4j.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * {@code ipc://path}: Unix domain sockets, as libzmq uses them. {@code ipc://*} picks a path in the
 * directory for temporary files.
 *
 * <p>A socket file that nobody listens at any more is replaced; one that somebody listens at is
 * {@code EADDRINUSE}; a file of another kind is never touched.
 */
final class IpcTransport implements Transport {
  private static final System.Logger LOG = System.getLogger("io.github.zmq4j");
  private static final int LONGEST_PATH_BYTES = 107; // sun_path is 108 with its NUL

  @Override
  public String scheme() {
    return "ipc";
  }

  @Override
  public Listening listen(String text, TransportSettings settings) {
    try {
      Path path = text.equals("*") ? temporaryPath() : pathOf(text);
      removeIfStale(path, text);
      ServerSocketChannel channel = open();
      try {
        channel.configureBlocking(false);
        channel.bind(UnixDomainSocketAddress.of(path), settings.backlog());
        return new IpcListening(channel, path);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw NetworkErrors.bindFailed("ipc://" + text, e);
    }
  }

  private static ServerSocketChannel open() throws IOException {
    try {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (UnsupportedOperationException e) {
      throw noUnixSockets(e);
    }
  }

  private static ZmqException noUnixSockets(UnsupportedOperationException e) {
    return new ZmqException(
        ErrorCode.EPROTONOSUPPORT, "This platform has no Unix domain sockets; use tcp", e);
  }

  private static Path temporaryPath() throws IOException {
    Path folder = Files.createTempDirectory("zmq4j-");
    folder.toFile().deleteOnExit();
    return folder.resolve("socket");
  }

  private static Path pathOf(String text) {
    if (text.startsWith("@")) {
      throw new ZmqException(
          ErrorCode.ENOTSUP,
          "Java cannot use abstract socket names ('ipc://" + text + "'); use a path");
    }
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > LONGEST_PATH_BYTES) {
      throw new ZmqException(
          ErrorCode.ENAMETOOLONG,
          "The path of 'ipc://%s' has %d bytes; the system takes at most %d"
              .formatted(text, bytes, LONGEST_PATH_BYTES));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ZmqException(ErrorCode.EINVAL, "'ipc://" + text + "' holds no valid path", e);
    }
  }

  private static void removeIfStale(Path path, String text) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new ZmqException(
          ErrorCode.EADDRINUSE,
          "Cannot bind 'ipc://" + text + "': a file that is no socket stands there");
    }
    if (isServed(path)) {
      throw new ZmqException(
          ErrorCode.EADDRINUSE, "Cannot bind 'ipc://" + text + "': another socket listens there");
    }
    Files.deleteIfExists(path);
  }

  private static boolean isServed(Path path) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException e) {
      return false; // refused: its owner has gone
    }
  }

  @Override
  public Target target(String text, TransportSettings settings) {
    return new IpcTarget(UnixDomainSocketAddress.of(pathOf(text)));
  }

  @Override
  public void configure(SocketChannel channel, TransportSettings settings) throws IOException {
    if (settings.sendBufferBytes() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
    }
    if (settings.receiveBufferBytes() > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
    }
  }

  @Override
  public String endpointOf(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress unix ? "ipc://" + unix.getPath() : "";
  }

  @Override
  public String peerAddressOf(SocketChannel channel) {
    return "";
  }

  private record IpcListening(ServerSocketChannel channel, Path path) implements Listening {
    @Override
    public String endpoint() {
      return "ipc://" + path;
    }

    @Override
    public void dispose() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "Cannot remove the socket file {0}", path);
      }
    }
  }

  private record IpcTarget(UnixDomainSocketAddress address) implements Target {
    @Override
    public boolean isResolved() {
      return true;
    }

    @Override
    public List<SocketAddress> resolve() {
      return List.of(address);
    }

    @Override
    public SocketChannel open(SocketAddress remote) throws IOException {
      try {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
      } catch (UnsupportedOperationException e) {
        throw noUnixSockets(e);
      }
    }
  }
}
