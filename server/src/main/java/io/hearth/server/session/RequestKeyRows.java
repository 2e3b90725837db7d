package io.hearth.server.session;

import java.util.Optional;

/** What requests with a key have made. */
public interface RequestKeyRows {

    /** Also one whose time is over. */
    Optional<KeptRequest> find(String place);

    void insert(KeptRequest request);

    void remove(String place);
}
