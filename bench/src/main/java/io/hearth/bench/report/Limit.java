package io.hearth.bench.report;

/** What a value must not exceed, or must reach. */
public sealed interface Limit {

    /** The limit in the quantity of the result. */
    double of(Result result);

    String describe(Result result);

    /** Whether a value is on the wrong side of the limit. */
    default boolean isMissedBy(Result result) {
        return result.value() > of(result);
    }

    /** @param value in the quantity of the result */
    record AtMost(double value) implements Limit {

        @Override
        public double of(Result result) {
            return value;
        }

        @Override
        public String describe(Result result) {
            return result.quantity().format(value);
        }
    }

    /** So many times the result's baseline. */
    record AtMostTimes(double factor) implements Limit {

        @Override
        public double of(Result result) {
            return factor * result.requireBaseline().value();
        }

        @Override
        public String describe(Result result) {
            return factor + " × " + result.requireBaseline().name();
        }
    }

    /** @param value in the quantity of the result */
    record AtLeast(double value) implements Limit {

        @Override
        public double of(Result result) {
            return value;
        }

        @Override
        public String describe(Result result) {
            return "at least " + result.quantity().format(value);
        }

        @Override
        public boolean isMissedBy(Result result) {
            return result.value() < value;
        }
    }
}
