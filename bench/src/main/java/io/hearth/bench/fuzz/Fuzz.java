package io.hearth.bench.fuzz;

import io.hearth.bench.lab.MemoryWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One run. */
public final class Fuzz {

    /** After so many requests the sessions are made anew. */
    private static final int ROUND = 250;

    private static final int LOOKS = 8;

    /** Fewer successes than one in so many would mean that the requests are too wrong to find anything. */
    private static final int LEAST_SUCCESSES = 12;

    private final FuzzPlan plan;
    private final Tally tally = new Tally();

    private Fuzz(FuzzPlan plan) {
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @return every violation, empty for none
     */
    public static List<String> run(FuzzPlan plan) throws IOException, InterruptedException {
        return new Fuzz(plan).run();
    }

    private List<String> run() throws IOException, InterruptedException {
        List<String> violations = new ArrayList<>();
        try (FuzzTarget target = FuzzTarget.start(plan.home());
                Caller caller = new Caller(target.port(), tally)) {
            ApiDocument document = new ApiDocument(target.document());
            Requests requests = new Requests(
                    plan.seed(),
                    document.operations(),
                    RecordedRequest.all(),
                    new Samples(document),
                    "127.0.0.1:" + target.port(),
                    target.token());
            control(requests, target.renewForRecorded(), caller);
            MemoryWatch memory = spoil(requests, target, caller);
            control(requests, target.renewForRecorded(), caller);
            violations.addAll(memory.growth());
            if (tally.successes() * LEAST_SUCCESSES < plan.requests()) {
                violations.add("only " + tally.successes() + " requests had success");
            }
            if (target.faultsInLog() > 0) {
                violations.add(target.faultsInLog() + " faults in the gateway's log");
            }
            plan.progress().accept(tally.toString());
        }
        violations.addAll(tally.violations());
        return violations;
    }

    /** Right requests are answered rightly, before and after all the others. */
    private void control(Requests requests, Places places, Caller caller) throws IOException {
        for (RecordedRequest recorded : requests.recorded()) {
            RawAnswer answer = caller.call("recorded", requests.recorded(recorded, places));
            if (answer != null && answer.status() / 100 != 2) {
                tally.violated("%s %s is refused: %d %s"
                        .formatted(recorded.method(), recorded.target(), answer.status(), answer.body()));
            }
        }
    }

    private MemoryWatch spoil(Requests requests, FuzzTarget target, Caller caller)
            throws IOException, InterruptedException {
        MemoryWatch memory = new MemoryWatch(target.pid());
        Places places = target.renew();
        long last = plan.first() + plan.requests();
        int betweenLooks = Math.max(1, plan.requests() / LOOKS);
        for (long number = plan.first(); number < last; number++) {
            long done = number - plan.first();
            if (done % ROUND == ROUND - 1) {
                places = target.renew();
            }
            caller.call("request " + number, requests.spoiled(number, places));
            if (done % betweenLooks == betweenLooks - 1) {
                plan.progress().accept((done + 1) + " requests: " + memory.look());
            }
        }
        return memory;
    }
}
