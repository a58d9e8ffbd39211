package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.Instances;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Tells what instances there are and what they are doing. An account sees all of its own, an
/// instance itself.
@Controller
final class ListController {
  private final Instances instances;
  private final InstanceDirectory directory;

  ListController(Instances instances, InstanceDirectory directory) {
    this.instances = instances;
    this.directory = directory;
  }

  @GetMapping("/api/instance/list")
  @FailsWith("Failed to list instances")
  Answer list(
      Caller caller, @RequestParam("instanceName") Optional<String> names, Exchange exchange) {
    Set<String> wanted = names.map(ListController::split).orElse(Set.of());
    if (wanted.size() == 1) {
      InstanceId only = directory.find(caller, wanted.iterator().next(), exchange);
      List<InstanceRecord> found = List.copyOf(instances.recordsOf(List.of(only)).values());
      return found.isEmpty() ? InstanceDirectory.NOT_FOUND : answer(found);
    }
    return answer(
        visibleTo(caller).stream()
            .filter(one -> wanted.isEmpty() || wanted.contains(one.name().value()))
            .toList());
  }

  private static Set<String> split(String names) {
    return Arrays.stream(names.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private List<InstanceRecord> visibleTo(Caller caller) {
    return switch (caller) {
      case Caller.AccountCaller(var account) -> instances.list(account);
      case Caller.InstanceCaller own ->
          List.copyOf(instances.recordsOf(List.of(own.instance())).values());
    };
  }

  private static Answer answer(List<InstanceRecord> found) {
    String message = found.size() == 1 ? "1 Instance found" : found.size() + " Instances found";
    return Answer.ok(message).with("instances", found.stream().map(InstanceJson::of).toList());
  }
}
