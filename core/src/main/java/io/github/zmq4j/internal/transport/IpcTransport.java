package io.github.zmq4j.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.zmq4j.ErrorCode;
import io.github.zmq4j.ZmqException;
import io.github.zmq4j.internal.log.Log;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code ipc://path}: Unix domain sockets, as libzmq uses them. {@code ipc://*} picks a path in the
 * directory for temporary files.
 *
 * <p>A socket file that nobody listens at any more is replaced; one that somebody listens at is
 * {@code EADDRINUSE}; a file of another kind is never touched.
 */
final class IpcTransport implements Transport {
  private static final int LONGEST_PATH_BYTES = 107; // sun_path is 108 with its NUL
  private static final int FILE_TYPE_MASK = 0170000; // S_IFMT
  private static final int SOCKET_FILE_TYPE = 0140000; // S_IFSOCK

  static final IpcTransport INSTANCE = new IpcTransport();

  private IpcTransport() {}

  @Override
  public Listening listen(String text, TransportSettings settings) {
    try {
      ServerSocketChannel channel = open();
      try {
        Path folder = text.equals("*") ? Files.createTempDirectory("zmq4j-") : null;
        Path path = folder != null ? folder.resolve("socket") : pathOf(text);
        removeIfStale(path, text);
        channel.configureBlocking(false);
        channel.bind(UnixDomainSocketAddress.of(path), settings.backlog());
        return new IpcListening(channel, path, attributesOf(path).fileKey(), folder);
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
    if (!isSocket(path)) {
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

  private static BasicFileAttributes attributesOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSocket(Path path) throws IOException {
    try {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return ((Integer) mode & FILE_TYPE_MASK) == SOCKET_FILE_TYPE;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return attributesOf(path).isOther(); // all that this platform tells
    }
  }

  /**
   * Whether somebody listens at a socket file. Only a refusal says that nobody does: a listener
   * that is busy or belongs to another user gives other errors. Without blocking, since a connect
   * to a busy listener would wait, and one of an interrupted thread would fail.
   */
  private static boolean isServed(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (IOException e) {
      ErrorCode code = NetworkErrors.codeOf(e);
      return code != ErrorCode.ECONNREFUSED && code != ErrorCode.ENOENT;
    }
  }

  @Override
  public Target target(String text, TransportSettings settings) {
    if (text.equals("*")) {
      throw new ZmqException(
          ErrorCode.EINVAL, "One cannot connect to 'ipc://*'; use the endpoint that bind answered");
    }
    Path path = pathOf(text);
    checkPlatform();
    return new IpcTarget(UnixDomainSocketAddress.of(path));
  }

  /** Says at once, to who connects, what would otherwise fail at each attempt in the background. */
  private static void checkPlatform() {
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (UnsupportedOperationException e) {
      throw noUnixSockets(e);
    } catch (IOException e) {
      // Not for want of support; the attempts will tell.
    }
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

  /**
   * A listener and its file.
   *
   * @param fileKey tells the file from others of its name; null where the system has no such key
   * @param folder made for the file alone; null otherwise
   */
  private record IpcListening(
      ServerSocketChannel channel, Path path, @Nullable Object fileKey, @Nullable Path folder)
      implements Listening {
    @Override
    public String endpoint() {
      return "ipc://" + path;
    }

    @Override
    public void dispose() {
      try {
        if (isOurs()) {
          Files.deleteIfExists(path);
        }
        if (folder != null) {
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        Log.logger()
            .log(Level.WARNING, "Cannot remove the socket file {0}: {1}", path, e.getMessage());
      }
    }

    /** Whether nobody has put another file in the place of ours. */
    private boolean isOurs() throws IOException {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && isSocket(path)
          && Objects.equals(attributesOf(path).fileKey(), fileKey);
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
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }
  }
}
