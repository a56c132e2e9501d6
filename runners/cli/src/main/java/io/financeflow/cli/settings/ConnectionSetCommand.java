package io.financeflow.cli.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.settings.Connection;
import io.financeflow.orchestrator.settings.ConnectionKind;
import io.financeflow.orchestrator.settings.Edit;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code connections set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = "Add a connection or change it; what is left out is kept.")
final class ConnectionSetCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "NAME", description = "Name of the connection.")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "postgres, http, smtp or other; needed for a new one.")
  private @Nullable String kind;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "postgresql://host:port/database, https://host, smtp://host:587; no password.")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "USER", description = "Who logs in.")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      description = "The password; other users of this machine may see it here.")
  private @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Where the password is; /dev/stdin for what is piped in.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--extra",
      paramLabel = "JSON",
      description = "Further settings, a JSON object: '{\"api_key\": \"...\"}'.")
  private @Nullable String extra;

  ConnectionSetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (password != null && passwordFile != null) {
      throw new Failure.Usage("give either --password or --password-file");
    }
    ConnectionDraft draft =
        new ConnectionDraft(name)
            .kind(kind == null ? null : ConnectionKind.of(kind))
            .url(url)
            .user(user)
            .password(passwordFile != null ? Given.line(passwordFile) : password)
            .extra(extra == null ? null : object(extra));
    Edit<Connection> edit = new Edit<>(name, draft::over);
    try (Store store = Store.open(environment)) {
      environment.console().out().println(Store.line(store.connections().edit(List.of(edit))));
    }
    return ExitCode.DONE.code();
  }

  private static JsonObject object(String text) {
    JsonElement value = Given.json("--extra", text);
    if (!value.isJsonObject()) {
      throw new Failure.Usage("--extra must be a JSON object: '{\"name\": \"value\"}'");
    }
    return value.getAsJsonObject();
  }
}
