package io.financeflow.cli.settings;

import com.google.gson.JsonObject;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.settings.Connection;
import io.financeflow.orchestrator.settings.ConnectionKind;
import io.financeflow.orchestrator.settings.Credentials;
import io.financeflow.orchestrator.settings.Edit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a connection that is set: all else stays as it is, or empty. */
final class ConnectionDraft {
  static final Set<String> FIELDS = Set.of("name", "kind", "url", "user", "password", "extra");

  private final String name;
  private @Nullable ConnectionKind kind;
  private @Nullable String url;
  private @Nullable String user;
  private @Nullable String password;
  private @Nullable JsonObject extra;

  ConnectionDraft(String name) {
    this.name = name;
  }

  ConnectionDraft kind(@Nullable ConnectionKind kind) {
    this.kind = kind;
    return this;
  }

  ConnectionDraft url(@Nullable String url) {
    this.url = url;
    return this;
  }

  ConnectionDraft user(@Nullable String user) {
    this.user = user;
    return this;
  }

  ConnectionDraft password(@Nullable String password) {
    this.password = password;
    return this;
  }

  ConnectionDraft extra(@Nullable JsonObject extra) {
    this.extra = extra;
    return this;
  }

  /** The connection with the draft over it. */
  Connection over(Optional<Connection> before) {
    Credentials login = before.map(Connection::credentials).orElse(Credentials.NONE);
    return new Connection(
        name,
        Optional.ofNullable(kind)
            .or(() -> before.map(Connection::kind))
            .orElseThrow(
                () ->
                    new Failure.Usage(
                        "connection '" + name + "' needs a kind: postgres, http, smtp or other")),
        url != null ? url : before.map(Connection::url).orElse(""),
        new Credentials(
            user != null ? user : login.user(), password != null ? password : login.password()),
        extra != null ? extra : before.map(Connection::extra).orElseGet(JsonObject::new));
  }

  /** The edit of an imported connection; one without its secrets must be stored already. */
  static Edit<Connection> edit(Item item) {
    String name = item.name();
    ConnectionDraft draft =
        new ConnectionDraft(name)
            .kind(item.text("kind").map(ConnectionKind::of).orElse(null))
            .url(item.text("url").orElse(null))
            .user(item.text("user").orElse(null))
            .password(item.text("password").orElse(null))
            .extra(item.object("extra").orElse(null));
    boolean incomplete = item.isNull("password") || item.isNull("extra");
    return new Edit<>(
        name,
        before -> {
          if (incomplete && before.isEmpty()) {
            throw item.wrong("'" + name + "' is without its secrets and is not stored");
          }
          return draft.over(before);
        });
  }
}
