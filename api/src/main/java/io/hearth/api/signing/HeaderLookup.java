package io.hearth.api.signing;

import java.util.List;

/** The headers of a request. */
@FunctionalInterface
public interface HeaderLookup {

    /**
     * Every value that was sent under a name, one for each line of the header, in order; empty when there is none. Values
     * that one line holds with commas between them are not taken apart.
     *
     * @param name in lower case; found whatever its case on the wire
     */
    List<String> values(String name);
}
