package io.financeflow.orchestrator.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A channel that keeps what it is sent and answers as told. */
final class TestChannel implements Channel {
  private final String name;
  private final Function<Message, Outcome> answer;
  private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());

  TestChannel(String name, Function<Message, Outcome> answer) {
    this.name = name;
    this.answer = answer;
  }

  static TestChannel taking(String name) {
    return new TestChannel(name, message -> new Outcome.Sent("taken"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome send(Message message, Instant now) {
    messages.add(message);
    return answer.apply(message);
  }

  List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  List<String> subjects() {
    return messages().stream().map(message -> message.text().subject()).toList();
  }
}
