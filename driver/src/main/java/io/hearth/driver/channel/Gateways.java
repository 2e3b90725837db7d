package io.hearth.driver.channel;

import io.hearth.api.channel.DriverSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gateways that a driver knows: those of its spec, until one of them tells which there are. Some that are gone are
 * remembered: the last one to go cannot tell which will be the first to come back. Thread-safe.
 */
public final class Gateways {

    private static final int MOST_EARLIER = 4;

    private final DriverSpec spec;
    private volatile Known known;

    public Gateways(DriverSpec spec) {
        this.spec = spec;
        this.known = new Known(spec.gatewayUrls(), List.of(), spec.gatewayCertificates());
    }

    /**
     * Which there are.
     *
     * @param urls never empty
     * @param earlier which there were before, the latest first
     * @param certificates base64 of DER, of which each shows one; empty leaves the trust to the JVM
     */
    record Known(List<String> urls, List<String> earlier, List<String> certificates) {
        Known {
            urls = urls.stream().map(url -> url.replaceFirst("/$", "")).toList();
            earlier = List.copyOf(earlier);
            certificates = List.copyOf(certificates);
        }

        /** In the order in which they are to be dialled. */
        List<String> all() {
            return Stream.concat(urls.stream(), earlier.stream()).toList();
        }

        private Known followedBy(List<String> laterUrls, List<String> laterCertificates) {
            Known later = new Known(laterUrls, List.of(), laterCertificates);
            return new Known(
                    later.urls,
                    withoutThose(all(), later.urls),
                    // Without any, the JVM decides, for those that are gone too.
                    laterCertificates.isEmpty()
                            ? List.of()
                            : Stream.concat(
                                            laterCertificates.stream(),
                                            withoutThose(certificates, laterCertificates).stream())
                                    .toList());
        }

        private static List<String> withoutThose(List<String> before, List<String> now) {
            return before.stream()
                    .filter(one -> !now.contains(one))
                    .limit(MOST_EARLIER)
                    .toList();
        }
    }

    DriverSpec spec() {
        return spec;
    }

    /** Another object whenever they are others. */
    Known known() {
        return known;
    }

    /** Takes a gateway's word; one of an older version says nothing. */
    synchronized void learn(List<String> urls, List<String> certificates) {
        if (urls.isEmpty()) {
            return;
        }
        Known told = known.followedBy(urls, certificates);
        if (!told.equals(known)) {
            known = told;
        }
    }
}
