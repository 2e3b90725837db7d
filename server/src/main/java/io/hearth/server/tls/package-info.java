/**
 * What the gateway proves itself with when it speaks TLS. Files of an administrator come in, an {@code SSLContext} and the
 * certificate that callers and drivers are to see go out. For another form of key, add a reader beside {@code PemFiles}.
 */
@NullMarked
package io.hearth.server.tls;

import org.jspecify.annotations.NullMarked;
