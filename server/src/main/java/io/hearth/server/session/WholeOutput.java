package io.hearth.server.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * All that a statement printed, as far as it is there.
 *
 * @param length how much is there, bytes
 */
public record WholeOutput(long length, Extent extent, Source source) {

    /** What is there, of all there will ever be. */
    public enum Extent {
        /** More may come. */
        MORE,
        /** This is all. */
        COMPLETE,
        /** More was printed, but it is not kept. */
        CUT;

        /** As callers are told. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the bytes come from. */
    public interface Source {
        /** The bytes from some place on, which is not behind the end. Whoever gets them closes them. */
        InputStream open(long from) throws IOException;
    }
}
