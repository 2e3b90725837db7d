/**
 * Sessions and statements: what they are, which moves they make, and who may make them. Requests and reports of drivers
 * come in, rows of the store and orders to launchers and drivers go out. Plain Java: no HTTP, no SQL, no WebSocket.
 */
@NullMarked
package io.hearth.server.session;

import org.jspecify.annotations.NullMarked;
