package io.financeflow.cli.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Texts that a command line gives or names. */
final class Given {
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private Given() {}

  /** The text of a file, {@code /dev/stdin} for what is piped in. */
  static String file(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure.Usage("cannot read " + file + " as a text in UTF-8: correct its name");
    }
  }

  /** The text of a file without the line break at its end. */
  static String line(Path file) {
    return file(file).replaceFirst("\\r?\\n$", "");
  }

  /** JSON without the liberties that some parsers allow; the text is not repeated when wrong. */
  static JsonElement json(String what, String text) {
    @Nullable JsonElement value;
    try {
      value = STRICT.fromJson(text, JsonElement.class);
    } catch (JsonParseException e) {
      value = null;
    }
    if (value == null) {
      throw new Failure.Usage(what + " is not JSON: quote names and texts with \"");
    }
    return value;
  }
}
