package io.hearth.driver.journal;

import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.channel.ChannelListener;
import io.hearth.driver.channel.GatewayChannel;
import io.hearth.driver.channel.Gateways;
import io.hearth.driver.channel.OutputSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process with a channel and a journal whose statements print far more than its heap, before it dials anybody. */
final class FloodedDriver implements ChannelListener, OutputSource {

    static final int STATEMENTS = 200;
    static final int CHARACTERS = 1 << 20;
    static final String FLOODED = "flooded";

    private FloodedDriver() {}

    /** Takes the gateway's address and a directory. Says {@link #FLOODED}, and ends when everything is acknowledged. */
    public static void main(String[] arguments) throws Exception {
        DiskJournal journal = new DiskJournal(Path.of(arguments[1]), 64L << 20);
        DriverSpec spec = new DriverSpec(
                "d",
                "secret",
                List.of(arguments[0]),
                Map.of(),
                arguments[1],
                60_000,
                new CancelPolicy(1_000, LoopChecks.ON),
                new OutputLimits(CHARACTERS, 0, 0),
                0,
                List.of());
        FloodedDriver driver = new FloodedDriver();
        try (GatewayChannel channel = new GatewayChannel(new Gateways(spec), journal, driver, driver)) {
            long last = 0;
            for (int statement = 0; statement < STATEMENTS; statement++) {
                last = channel.report(
                        new DriverFrame.StatementEnded("s", statement, StatementOutcome.ok(textOf(statement))));
            }
            System.out.println(FLOODED);
            channel.start();
            if (!channel.awaitAcknowledged(last, 300_000)) {
                throw new IllegalStateException("only " + journal.acknowledged() + " reports were taken");
            }
        }
    }

    static String textOf(int statement) {
        return Character.toString('a' + statement % 26).repeat(CHARACTERS);
    }

    @Override
    public List<HeldSession> held() {
        return List.of(new HeldSession("s", STATEMENTS - 1));
    }

    @Override
    public void received(GatewayFrame frame) {}

    @Override
    public void lost(String detail) {
        throw new IllegalStateException(detail);
    }

    @Override
    public void whenReady(Runnable waker) {}

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public DriverFrame.@Nullable Output next() {
        return null;
    }

    @Override
    public void forget() {}
}
