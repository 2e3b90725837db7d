/**
 * The gateway's one port. Requests of the DLI v2.0 API and connections of drivers come in; calls to sessions, statements
 * and the channel's endpoint go out, and what they answer becomes JSON again. The only package that knows HTTP.
 */
@NullMarked
package io.hearth.server.http;

import org.jspecify.annotations.NullMarked;
