package io.hearth.bench.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** One way to spoil a request. */
interface Mutation {

    List<Mutation> ALL = List.of(
            new BodyMutations.Value(),
            new BodyMutations.Value(),
            new BodyMutations.Value(),
            new BodyMutations.Text(),
            new BodyMutations.Keys(),
            new BodyMutations.Bytes(),
            new HeaderMutations.ContentType(),
            new HeaderMutations.Any(),
            new HeaderMutations.Credentials(),
            new LineMutations.Path(),
            new LineMutations.Query(),
            new LineMutations.Query(),
            new LineMutations.Method(),
            new LineMutations.Framing());

    /** The spoiled request; the same one when it has nothing to spoil in this way. */
    RawRequest apply(RawRequest request, RandomGenerator random);

    /** Spoils a request in one way, now and then in two or three. */
    static RawRequest some(RawRequest request, RandomGenerator random) {
        RawRequest spoiled = request;
        for (int left = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1; left > 0; left--) {
            RawRequest before = spoiled;
            while (spoiled == before) {
                spoiled = ALL.get(random.nextInt(ALL.size())).apply(before, random);
            }
        }
        return spoiled;
    }
}
