package io.financeflow.orchestrator.dag;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people read about a DAG; nothing here changes what runs, so it is no part of the version.
 *
 * @param description may be empty
 * @param owner may be empty
 * @param tags may be empty
 */
public record About(String description, String owner, Set<String> tags) {

  /** Nothing said. */
  public static final About NOTHING = new About("", "", Set.of());

  /** Keeps a sorted copy. */
  public About {
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
  }
}
