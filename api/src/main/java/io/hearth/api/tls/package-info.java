/**
 * How those who call a gateway know that it is the one they mean: certificates as texts, and trust in exactly one of
 * them. Certificates come in as PEM or base64; an {@code SSLContext} that trusts them goes out.
 */
@NullMarked
package io.hearth.api.tls;

import org.jspecify.annotations.NullMarked;
