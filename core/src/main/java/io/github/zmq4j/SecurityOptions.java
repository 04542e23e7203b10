package io.github.zmq4j;

import static io.github.zmq4j.OptionRow.bytes;
import static io.github.zmq4j.OptionRow.flag;
import static io.github.zmq4j.OptionRow.integer;
import static io.github.zmq4j.OptionRow.text;
import static io.github.zmq4j.ValueRange.between;

import java.nio.charset.StandardCharsets;

/** Options of the security mechanisms. The mechanism is the one whose option was set last. */
abstract class SecurityOptions extends PatternOptions {
  private static final String NO_GSSAPI = "there is no GSSAPI mechanism; use CURVE";
  private static final String NO_WSS = "this version has no ws and wss transports";

  private static final ValueRange<byte[]> KEY =
      ValueRange.bytesOrNone("a key of 32 bytes, or none; decode a Z85 text first", 32);

  private static final class Property extends ValueRange<String> {
    Property() {
      super("a property such as X-name:value, its name at most 255 bytes, its value not empty");
    }

    @Override
    boolean holds(String text) {
      int colon = text.indexOf(':');
      return text.startsWith("X-")
          && colon > 2
          && colon < text.length() - 1
          && text.substring(0, colon).getBytes(StandardCharsets.UTF_8).length <= 255;
    }
  }

  /** {@code ZMQ_MECHANISM}: the mechanism chosen: 0 NULL, 1 PLAIN, 2 CURVE. */
  public static final SocketOption<Integer> MECHANISM =
      integer(43, "MECHANISM", 0).reports().says("The mechanism chosen: 0 NULL, 1 PLAIN, 2 CURVE");

  /** {@code ZMQ_PLAIN_SERVER}: be the server of PLAIN; false goes back to NULL. */
  public static final SocketOption<Boolean> PLAIN_SERVER =
      flag(44, "PLAIN_SERVER", false).says("Be the server of PLAIN; false: back to NULL");

  /**
   * {@code ZMQ_PLAIN_USERNAME}: the user's name, at most 255 bytes; makes this side the client of
   * PLAIN. Empty goes back to NULL.
   */
  public static final SocketOption<String> PLAIN_USERNAME =
      text(45, "PLAIN_USERNAME")
          .in(ValueRange.text(255))
          .says("The user's name; makes this side the client of PLAIN; empty: back to NULL");

  /**
   * {@code ZMQ_PLAIN_PASSWORD}: the password, at most 255 bytes; makes this side the client of
   * PLAIN. Empty goes back to NULL.
   */
  public static final SocketOption<String> PLAIN_PASSWORD =
      text(46, "PLAIN_PASSWORD")
          .in(ValueRange.text(255))
          .secret()
          .says("The password; makes this side the client of PLAIN; empty: back to NULL");

  /** {@code ZMQ_CURVE_SERVER}: be the server of CURVE; false goes back to NULL. */
  public static final SocketOption<Boolean> CURVE_SERVER =
      flag(47, "CURVE_SERVER", false).says("Be the server of CURVE; false: back to NULL");

  /** {@code ZMQ_CURVE_PUBLICKEY}: this side's public key, 32 bytes; chooses CURVE. */
  public static final SocketOption<byte[]> CURVE_PUBLIC_KEY =
      bytes(48, "CURVE_PUBLICKEY").in(KEY).says("This side's public key; chooses CURVE");

  /** {@code ZMQ_CURVE_SECRETKEY}: this side's secret key, 32 bytes; chooses CURVE. */
  public static final SocketOption<byte[]> CURVE_SECRET_KEY =
      bytes(49, "CURVE_SECRETKEY").in(KEY).secret().says("This side's secret key; chooses CURVE");

  /**
   * {@code ZMQ_CURVE_SERVERKEY}: the server's public key, 32 bytes; makes this side the client of
   * CURVE.
   */
  public static final SocketOption<byte[]> CURVE_SERVER_KEY =
      bytes(50, "CURVE_SERVERKEY")
          .in(KEY)
          .says("The server's public key; makes this side the client of CURVE");

  /**
   * {@code ZMQ_ZAP_DOMAIN}: the domain of authentication, at most 255 bytes; with the NULL
   * mechanism it switches authentication on, and empty switches it off.
   */
  public static final SocketOption<String> ZAP_DOMAIN =
      text(55, "ZAP_DOMAIN")
          .in(ValueRange.text(255))
          .says("The domain of authentication; with NULL it switches authentication on");

  /**
   * {@code ZMQ_ZAP_ENFORCE_DOMAIN}: refuse peers when a domain is set and there is no handler to
   * ask.
   */
  public static final SocketOption<Boolean> ZAP_ENFORCE_DOMAIN =
      flag(93, "ZAP_ENFORCE_DOMAIN", false)
          .draft()
          .says("Refuse peers when a domain is set and nobody handles it");

  /** {@code ZMQ_GSSAPI_SERVER}: not available. */
  public static final SocketOption<Boolean> GSSAPI_SERVER =
      flag(62, "GSSAPI_SERVER", false).unsupported(NO_GSSAPI).says("Be the server of GSSAPI");

  /** {@code ZMQ_GSSAPI_PRINCIPAL}: not available. */
  public static final SocketOption<String> GSSAPI_PRINCIPAL =
      text(63, "GSSAPI_PRINCIPAL")
          .in(ValueRange.text(255))
          .unsupported(NO_GSSAPI)
          .says("This side's principal");

  /** {@code ZMQ_GSSAPI_SERVICE_PRINCIPAL}: not available. */
  public static final SocketOption<String> GSSAPI_SERVICE_PRINCIPAL =
      text(64, "GSSAPI_SERVICE_PRINCIPAL")
          .in(ValueRange.text(255))
          .unsupported(NO_GSSAPI)
          .says("The server's principal");

  /** {@code ZMQ_GSSAPI_PLAINTEXT}: not available. */
  public static final SocketOption<Boolean> GSSAPI_PLAINTEXT =
      flag(65, "GSSAPI_PLAINTEXT", false).unsupported(NO_GSSAPI).says("No encryption");

  /** {@code ZMQ_GSSAPI_PRINCIPAL_NAMETYPE}: not available. */
  public static final SocketOption<Integer> GSSAPI_PRINCIPAL_NAME_TYPE =
      integer(90, "GSSAPI_PRINCIPAL_NAMETYPE", 0)
          .in(between(0, 2))
          .unsupported(NO_GSSAPI)
          .says("Type of this side's name: 0 host based, 1 user, 2 Kerberos principal");

  /** {@code ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE}: not available. */
  public static final SocketOption<Integer> GSSAPI_SERVICE_PRINCIPAL_NAME_TYPE =
      integer(91, "GSSAPI_SERVICE_PRINCIPAL_NAMETYPE", 0)
          .in(between(0, 2))
          .unsupported(NO_GSSAPI)
          .says("Type of the server's name: 0 host based, 1 user, 2 Kerberos principal");

  /**
   * {@code ZMQ_METADATA}: adds a property of the application, {@code X-name:value}, to those that
   * peers are told in the handshake; they find it in {@link Message#metadata()}.
   */
  public static final SocketOption<String> METADATA =
      text(95, "METADATA")
          .in(new Property())
          .unit("X-name:value")
          .draft()
          .says("Adds a property that peers find in the metadata of messages");

  /** {@code ZMQ_WSS_KEY_PEM}: not available yet. */
  public static final SocketOption<String> WSS_KEY_PEM =
      text(103, "WSS_KEY_PEM").secret().draft().unsupported(NO_WSS).says("Key for wss, as PEM");

  /** {@code ZMQ_WSS_CERT_PEM}: not available yet. */
  public static final SocketOption<String> WSS_CERTIFICATE_PEM =
      text(104, "WSS_CERT_PEM").draft().unsupported(NO_WSS).says("Certificate for wss, as PEM");

  /** {@code ZMQ_WSS_TRUST_PEM}: not available yet. */
  public static final SocketOption<String> WSS_TRUST_PEM =
      text(105, "WSS_TRUST_PEM")
          .draft()
          .unsupported(NO_WSS)
          .says("Trusted certificates for wss, as PEM");

  /** {@code ZMQ_WSS_HOSTNAME}: not available yet. */
  public static final SocketOption<String> WSS_HOSTNAME =
      text(106, "WSS_HOSTNAME")
          .draft()
          .unsupported(NO_WSS)
          .says("The name that the server's certificate must have");

  /** {@code ZMQ_WSS_TRUST_SYSTEM}: not available yet. */
  public static final SocketOption<Boolean> WSS_TRUST_SYSTEM =
      flag(107, "WSS_TRUST_SYSTEM", false)
          .draft()
          .unsupported(NO_WSS)
          .says("Trust the certificates that the system trusts");

  SecurityOptions() {}
}
