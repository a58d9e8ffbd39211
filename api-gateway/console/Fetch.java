import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/// `java Fetch.java URL FILE SHA512`: a file from the web, if it is the one with that SHA-512 (in
/// Base64). Whoever builds has a JDK, and maybe nothing else that could fetch and check it.
class Fetch {
  public static void main(String[] words) throws Exception {
    HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
    HttpResponse<byte[]> response =
        client.send(HttpRequest.newBuilder(URI.create(words[0])).build(), BodyHandlers.ofByteArray());
    byte[] sum = MessageDigest.getInstance("SHA-512").digest(response.body());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(words[0] + " was answered with " + response.statusCode());
    }
    if (!Base64.getEncoder().encodeToString(sum).equals(words[2])) {
      throw new IllegalStateException(words[0] + " is not what was published");
    }
    Files.write(Path.of(words[1]), response.body());
  }
}
