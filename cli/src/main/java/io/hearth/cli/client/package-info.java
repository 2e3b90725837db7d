/**
 * A client of the HTTP API: calls come in, requests go out, answers come back as views over their JSON. Every call can
 * also be made raw, for callers that want to see status, headers and body.
 */
@NullMarked
package io.hearth.cli.client;

import org.jspecify.annotations.NullMarked;
