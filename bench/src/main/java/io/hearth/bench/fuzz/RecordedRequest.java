package io.hearth.bench.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as clients make it, with places to fill in.
 *
 * @param body the text of it; empty for none
 */
record RecordedRequest(String method, String target, String body) {

    private static final String FILE = "recorded-requests.txt";

    /** All that were recorded, in an order in which all of them succeed. */
    static List<RecordedRequest> all() throws IOException {
        try (InputStream file = RecordedRequest.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("there is no " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RecordedRequest::parse)
                    .toList();
        }
    }

    private static RecordedRequest parse(String line) {
        String[] words = line.split(" ", 3);
        return new RecordedRequest(words[0], words[1], words.length == 3 ? words[2] : "");
    }
}
