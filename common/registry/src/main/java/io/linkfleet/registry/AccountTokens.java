package io.linkfleet.registry;

import io.lettuce.core.ScriptOutputType;
import io.linkfleet.contract.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tokens of accounts themselves: one each, and older ones where a rotation was cut off, until
/// the next one ends them all.
final class AccountTokens {
  private static final Script ADOPT = Script.named("adopt_token");
  private static final Script LIMIT = Script.named("limit_token");

  private final Redis redis;

  AccountTokens(Redis redis) {
    this.redis = redis;
  }

  /// A new token, in place of every other. Empty for an account that is not there. The adoption
  /// decides between rotations at once: cut off before it nobody knows the new token, after it a
  /// repeat ends what this one left. Shown to nobody before it has its limit and is the only one.
  Optional<Token> replace(AccountId account, RandomGenerator random) {
    Token token = Token.forAccount(random);
    Map<String, byte[]> fields =
        Map.of("account", account.value().getBytes(StandardCharsets.UTF_8));
    redis.call(commands -> commands.hset(Keys.token(token.hash()), fields));
    List<String> keys = List.of(Keys.account(account), Keys.accountTokens(account));
    List<?> answer = redis.list(ADOPT, keys, Args.of(token.hash().hex()));
    if (Answers.text(answer, 0).equals("NO_ACCOUNT")) {
      redis.call(commands -> commands.del(Keys.token(token.hash())));
      return Optional.empty();
    }
    limit(Set.of(token.hash()), Answers.text(answer, 1), Answers.text(answer, 2));
    end(account, hashes(answer, 3));
    return Optional.of(token);
  }

  /// All that may let somebody in.
  Set<TokenHash> of(AccountId account) {
    return redis.members(Keys.accountTokens(account)).stream()
        .map(TokenHash::new)
        .collect(Collectors.toSet());
  }

  /// From here on they let nobody in, and nobody needs to remember them.
  void end(AccountId account, Set<TokenHash> tokens) {
    if (tokens.isEmpty()) {
      return;
    }
    redis.callEach(tokens, commands -> token -> commands.del(Keys.token(token)));
    byte[][] hexes =
        tokens.stream()
            .map(token -> token.hex().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    redis.call(commands -> commands.srem(Keys.accountTokens(account), hexes));
  }

  /// Gives tokens, of whatever kind, the limit of a revision of their account.
  void limit(Set<TokenHash> tokens, String limit, String revision) {
    var _ =
        redis.each(
            LIMIT,
            ScriptOutputType.VALUE,
            tokens,
            token -> List.of(Keys.token(token)),
            _ -> Args.of(limit, revision));
  }

  static Set<TokenHash> hashes(List<?> answer, int first) {
    return Stream.iterate(first, index -> index < answer.size(), index -> index + 1)
        .map(index -> new TokenHash(Answers.text(answer, index)))
        .collect(Collectors.toSet());
  }
}
