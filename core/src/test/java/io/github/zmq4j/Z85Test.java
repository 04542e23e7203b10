package io.github.zmq4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Z85Test {
  /** The examples of 32/Z85, the test keys of its reference code among them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          864fd26fb559f75b | HelloWorld
          00000000 | 00000
          ffffffff | %nSc0
          8e0bdd697628b91d8f245587ee95c5b04d48963f79259877b49cd9063aead3b7 | JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6
          bb88471d65e2659b30c55a5321cebb5aab2b70a398645c26dca2b2fcb43fc518 | Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID
          """)
  void encodesAndDecodes(String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(Z85.encode(bytes)).isEqualTo(text);
    assertThat(Z85.decode(text)).isEqualTo(bytes);
  }

  @Test
  void encodesNothingAsNothing() {
    assertThat(Z85.encode(new byte[0])).isEmpty();
    assertThat(Z85.decode("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 33})
  void refusesToEncodeOtherLengths(int length) {
    assertThatThrownBy(() -> Z85.encode(new byte[length])).hasMessageContaining("EINVAL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234",
        "123456",
        "12 45",
        "1234\"",
        "12\u00e945",
        "1234~",
        "1234\u0000",
        "1234\u2603",
        "%nSc1",
        "#####",
        "00000#####"
      })
  void refusesToDecodeWhatIsNoZ85(String text) {
    assertThatThrownBy(() -> Z85.decode(text))
        .hasMessageContaining("EINVAL")
        .hasMessageNotContaining(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bringsBackWhatItEncoded(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(64) * 4];
      random.nextBytes(bytes);
      assertThat(Z85.decode(Z85.encode(bytes))).isEqualTo(bytes);
    }
  }
}
