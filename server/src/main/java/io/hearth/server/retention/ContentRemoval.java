package io.hearth.server.retention;

import io.hearth.server.objects.Contents;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Removes content that no package has had for long enough, and no open session either. */
final class ContentRemoval implements Removal.Step {

    private static final int AT_ONCE = 20;

    private final Contents contents;
    private final Duration kept;
    private final Clock clock;

    ContentRemoval(Contents contents, Duration kept, Clock clock) {
        this.contents = contents;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public int remove() throws IOException {
        long now = clock.millis();
        return contents.removeUnreferenced(now, now - kept.toMillis(), AT_ONCE);
    }
}
