package io.linkfleet.gateway.fleet;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a gateway says of itself in `/openapi.json`, and whether an answer keeps to it.
public final class Description {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode document;

  public Description(JsonNode document) {
    this.document = document;
  }

  /// What is wrong with the answer; empty when it fits, and when nothing is said of such a request.
  public Optional<String> complaint(String method, String path, Response response) {
    return operation(method, path)
        .flatMap(operation -> complaint(operation, response))
        .map(text -> method + " " + path + " " + response.status() + ": " + text);
  }

  private Optional<JsonNode> operation(String method, String path) {
    String only = path.split("[?]", 2)[0];
    return document.at("/paths").properties().stream()
        .filter(entry -> only.matches(entry.getKey().replaceAll("[{][a-z]+[}]", "[A-Za-z0-9_-]+")))
        .map(Entry::getValue)
        .map(item -> item.path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  private Optional<String> complaint(JsonNode operation, Response response) {
    if (response.json().at("/error/message").asString("").equals("Bad request")) {
      return Optional.empty(); // said of all requests at once, in the introduction
    }
    JsonNode said = resolve(operation.path("responses").path(Integer.toString(response.status())));
    JsonNode schema = said.at("/content/application~1json/schema");
    if (!schema.isObject()) {
      return Optional.of("no such answer is described");
    }
    for (Entry<String, JsonNode> header : said.path("headers").properties()) {
      boolean always = resolve(header.getValue()).path("required").asBoolean(true);
      if (always && response.header(header.getKey()) == null) {
        return Optional.of("without " + header.getKey());
      }
    }
    return wrong(schema, response.json());
  }

  /// Against a schema of the document, whose references lead into the document.
  Optional<String> wrong(JsonNode schema, JsonNode value) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    Schema compiled = schemas.getSchema(whole);
    return compiled.validate(value).stream().map(Object::toString).findFirst();
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  /// What is wrong with the examples the document gives, path by path.
  public Optional<String> wrongExample() {
    return document.findParents("schema").stream()
        .flatMap(
            media ->
                media.has("examples")
                    ? media.path("examples").properties().stream()
                        .map(
                            example ->
                                wrong(media.path("schema"), example.getValue().path("value")))
                    : media.has("example")
                        ? Stream.of(wrong(media.path("schema"), media.path("example")))
                        : Stream.<Optional<String>>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }
}
