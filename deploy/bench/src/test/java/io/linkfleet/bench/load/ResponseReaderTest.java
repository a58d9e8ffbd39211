package io.linkfleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private final ResponseReader reader = new ResponseReader();

  private Optional<ResponseReader.Response> after(String text) {
    reader.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    return reader.take();
  }

  @Test
  void aBodyWithALengthIsCompleteWhenThatMuchIsThere() {
    assertThat(after("HTTP/1.1 200 \r\nContent-Length: 5\r\n")).isEmpty();
    assertThat(after("\r\nhel")).isEmpty();
    assertThat(after("lo")).contains(new ResponseReader.Response(200, "hello"));
  }

  @Test
  void chunksArePutTogether() {
    assertThat(after("HTTP/1.1 401 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"))
        .isEmpty();
    assertThat(after("0\r\n\r\n")).contains(new ResponseReader.Response(401, "abcde"));
  }

  @Test
  void aResponseMayHaveNoBody() {
    assertThat(after("HTTP/1.1 204 \r\nA: b\r\n\r\n"))
        .contains(new ResponseReader.Response(204, ""));
  }

  @Test
  void theNextResponseBeginsAnew() {
    assertThat(after("HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\na")).isPresent();
    assertThat(after("HTTP/1.1 500 \r\nContent-Length: 1\r\n\r\nb"))
        .contains(new ResponseReader.Response(500, "b"));
  }
}
