package io.hearth.driver;

import java.util.TreeSet;

/** Cancels that overtook the statements they mean, by the statements' numbers. Not thread-safe. */
final class EarlyCancels {

    /** More than a session may have open; beyond it the statements that are furthest away are given up. */
    private static final int MOST = 4_096;

    private final TreeSet<Integer> numbers = new TreeSet<>();

    void add(int number) {
        numbers.add(number);
        if (numbers.size() > MOST) {
            numbers.pollLast();
        }
    }

    /** Whether a statement that arrives now was cancelled; those before it cannot arrive any more and are forgotten. */
    boolean take(int number) {
        boolean cancelled = numbers.contains(number);
        numbers.headSet(number, true).clear();
        return cancelled;
    }
}
