package io.github.zmq4j;

import static io.github.zmq4j.Patience.receiveText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpcTransportIT implements TransportContract {
  @TempDir Path folder;
  private int paths;

  @BeforeAll
  static void needsUnixDomainSockets() throws IOException {
    boolean present;
    try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      present = probe.isOpen();
    } catch (UnsupportedOperationException e) {
      present = false;
    }
    assumeTrue(present, "this platform has no Unix domain sockets");
  }

  @Override
  public String endpointToBind() {
    return "ipc://" + folder.resolve("socket-" + ++paths);
  }

  @Override
  public String endpointNobodyIsBoundTo() {
    return endpointToBind();
  }

  @Override
  public String unusedEndpoint() {
    return "ipc://" + folder.resolve("unused");
  }

  // ---- The socket file -------------------------------------------------------------------------

  @Test
  void removesItsFileWhenUnboundAndWhenClosed() {
    Path path = folder.resolve("mine");
    String endpoint = "ipc://" + path;
    try (Context context = Context.create();
        Rep server = context.rep()) {
      server.bind(endpoint);
      assertThat(path).exists();
      server.unbind(endpoint);
      assertThat(path).doesNotExist();
      server.bind(endpoint);
      server.close();
      assertThat(path).doesNotExist();
    }
  }

  @Test
  void replacesAFileWhoseOwnerIsGone() throws IOException {
    Path path = folder.resolve("stale");
    try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      crashed.bind(UnixDomainSocketAddress.of(path));
    } // closes, but leaves the file
    assertThat(path).exists();
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      exchange(server, client, server.bind("ipc://" + path));
    }
  }

  @Test
  void leavesTheFileOfALiveListenerAlone() throws IOException {
    Path path = folder.resolve("live");
    try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Context context = Context.create();
        Rep server = context.rep()) {
      live.bind(UnixDomainSocketAddress.of(path));
      assertRefused(server, path, ErrorCode.EADDRINUSE, "another socket listens there");
      Thread.currentThread().interrupt();
      try {
        assertRefused(server, path, ErrorCode.EADDRINUSE, "another socket listens there");
      } finally {
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
      }
      assertThat(path).exists();
    }
  }

  @Test
  void leavesTheFileOfABusyListenerAlone() throws IOException {
    Path path = folder.resolve("busy");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Context context = Context.create();
        Rep server = context.rep()) {
      busy.bind(UnixDomainSocketAddress.of(path), 1);
      fillBacklog(path, waiting);
      Caller.run(() -> assertRefused(server, path, ErrorCode.EADDRINUSE, "another socket listens"))
          .result();
      assertThat(path).exists();
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  /** Connects until no more fit into the queue of a listener that accepts none. */
  private static void fillBacklog(Path path, List<SocketChannel> waiting) {
    try {
      for (int i = 0; i < 1000; i++) {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(channel);
        channel.configureBlocking(false);
        if (!channel.connect(UnixDomainSocketAddress.of(path))) {
          return;
        }
      }
    } catch (IOException e) {
      return; // full
    }
    throw new AssertionError("The queue of the listener has no end");
  }

  @Test
  void neverTouchesAFileThatIsNoSocket() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (Context context = Context.create();
        Rep server = context.rep()) {
      for (Path path : List.of(file, directory, link)) {
        assertRefused(server, path, ErrorCode.EADDRINUSE, "no socket");
      }
    }
    assertThat(file).hasContent("precious");
    assertThat(directory).isDirectory();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void neverTouchesANamedPipe() throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    boolean made;
    try {
      Process process = new ProcessBuilder("mkfifo", fifo.toString()).start();
      made = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      made = false;
    }
    assumeTrue(made, "this platform has no mkfifo");
    try (Context context = Context.create();
        Rep server = context.rep()) {
      assertRefused(server, fifo, ErrorCode.EADDRINUSE, "no socket");
    }
    assertThat(fifo).exists();
  }

  @Test
  void neverTouchesAFileThatIsNoSocketWhenItCloses() throws IOException {
    Path path = folder.resolve("replaced");
    try (Context context = Context.create();
        Rep server = context.rep()) {
      server.bind("ipc://" + path);
      Files.delete(path);
      Files.writeString(path, "precious");
    }
    assertThat(path).hasContent("precious");
  }

  @Test
  void picksAPathForTheWildcardAndCleansItUp() {
    try (Context context = Context.create();
        Rep server = context.rep();
        Req client = context.req()) {
      String endpoint = server.bind("ipc://*");
      Path path = Path.of(endpoint.substring("ipc://".length()));
      assertThat(path).isAbsolute().exists();
      exchange(server, client, endpoint);
      server.close();
      assertThat(path).doesNotExist();
      assertThat(path.getParent()).doesNotExist();
    }
  }

  // ---- Errors ----------------------------------------------------------------------------------

  @Test
  void refusesAPathThatIsTooLongForTheSystem() {
    String endpoint = "ipc:///tmp/" + "x".repeat(104);
    try (Context context = Context.create();
        Rep server = context.rep()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENAMETOOLONG))
          .withMessageContaining("109 bytes");
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.connect(endpoint))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENAMETOOLONG));
    }
  }

  @Test
  void saysThatAbstractNamesAreNotSupported() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind("ipc://@abstract"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOTSUP))
          .withMessageContaining("use a path");
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.connect("ipc://@abstract"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOTSUP));
    }
  }

  @Test
  void refusesToConnectToTheWildcard() {
    try (Context context = Context.create();
        Req client = context.req()) {
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> client.connect("ipc://*"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EINVAL));
    }
  }

  @Test
  void saysThatTheFolderIsMissing() {
    try (Context context = Context.create();
        Rep server = context.rep()) {
      Path path = folder.resolve("no-such-folder").resolve("socket");
      assertThatExceptionOfType(ZmqException.class)
          .isThrownBy(() -> server.bind("ipc://" + path))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENOENT))
          .withMessageContaining(path.toString());
    }
  }

  // ---- Many ------------------------------------------------------------------------------------

  @Test
  void servesMoreClientsAtOnceThanTheBacklogHolds() {
    int clients = 300;
    try (Context serving = Context.create();
        Context asking = Context.create();
        Rep server = serving.rep()) {
      server.set(Options.BACKLOG, 5);
      String endpoint = server.bind(endpointToBind());
      List<Req> askers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Req asker = asking.req();
        askers.add(asker);
        asker.connect(endpoint);
        asker.send("request " + i);
      }
      Caller<Void> service =
          Caller.run(
              () -> {
                for (int i = 0; i < clients; i++) {
                  server.send("reply to " + receiveText(server));
                }
              });
      for (int i = 0; i < clients; i++) {
        assertThat(receiveText(askers.get(i))).isEqualTo("reply to request " + i);
      }
      service.result();
    }
  }

  private static void assertRefused(Rep server, Path path, ErrorCode code, String text) {
    assertThatExceptionOfType(ZmqException.class)
        .isThrownBy(() -> server.bind("ipc://" + path))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining("ipc://" + path)
        .withMessageContaining(text);
  }

  private static void exchange(Rep server, Req client, String endpoint) {
    client.connect(endpoint);
    client.send("request");
    assertThat(receiveText(server)).isEqualTo("request");
    server.send("reply");
    assertThat(receiveText(client)).isEqualTo("reply");
  }
}
