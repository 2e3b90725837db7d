/**
 * How a request proves that its sender holds an access key, in the scheme {@code SDK-HMAC-SHA256}. A request comes in as it
 * stands on the wire; a client gets the headers to add, a server gets the key's name and, given its secret, a yes or an
 * exception. Nothing here knows keys, clocks or HTTP libraries.
 */
@NullMarked
package io.hearth.api.signing;

import org.jspecify.annotations.NullMarked;
