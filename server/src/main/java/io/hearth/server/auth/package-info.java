/**
 * Who is calling, and who may. What a caller presents comes in: a token, a name with a password, a signed request or a
 * provider's bearer token; a {@link io.hearth.server.auth.Caller} goes out, or a refusal. Plain Java that knows no HTTP and no
 * SQL; {@code AuthCore} makes it of its parts.
 */
@NullMarked
package io.hearth.server.auth;

import org.jspecify.annotations.NullMarked;
