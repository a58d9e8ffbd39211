package io.linkfleet.whatsapp.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The dictionaries both ends know (version 3): 235 words of one byte, 1024 of two.
///
/// A word's code is its place in all of them together: below [#FIRST_DOUBLE] it is the single token
/// itself, above it counts through the four dictionaries.
final class Tokens {
  static final int FIRST_DOUBLE = 236;
  static final int DICTIONARY_SIZE = 256;
  private static final int WORDS = FIRST_DOUBLE - 1 + 4 * DICTIONARY_SIZE;
  private static final String RESOURCE = "tokens.txt";

  /// Index 0 is no word: its byte is LIST_EMPTY.
  private static final String[] BY_CODE = new String[WORDS + 1];

  private static final Map<String, Integer> CODES = HashMap.newHashMap(WORDS);

  static {
    List<String> words = readWords();
    if (words.size() != WORDS) {
      throw new IllegalStateException(RESOURCE + " holds " + words.size() + " words");
    }
    for (int code = 1; code <= WORDS; code++) {
      BY_CODE[code] = words.get(code - 1);
      CODES.put(BY_CODE[code], code);
    }
  }

  private Tokens() {}

  /// The word's code, or null if no dictionary has it.
  static Integer codeOf(String word) {
    return CODES.get(word);
  }

  static String single(int token) {
    return BY_CODE[token];
  }

  static String inDictionary(int dictionary, int index) {
    return BY_CODE[FIRST_DOUBLE + dictionary * DICTIONARY_SIZE + index];
  }

  private static List<String> readWords() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Tokens.class.getResourceAsStream(RESOURCE), StandardCharsets.US_ASCII))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
