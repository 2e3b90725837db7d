package io.hearth.bench.row;

import io.hearth.bench.lab.Lab;
import io.hearth.bench.report.Result;
import java.io.IOException;
import java.util.List;

/** One row: what is measured by one word on the command line. Rows share nothing and run one after another. */
public interface Row {

    String name();

    /** How it is measured, in a sentence or two for whoever reads the numbers. */
    String how();

    List<Result> measure(Lab lab) throws IOException, InterruptedException;
}
