package io.hearth.server.http;

import io.hearth.server.objects.Spool;
import io.hearth.server.packages.Modules;
import io.hearth.server.packages.Packages;

/**
 * What is behind the calls about packages.
 *
 * @param spool where content goes that comes with a request
 * @param maxBytes how much of it may come
 * @param uploadsAtOnce how many such requests there may be at once
 */
public record PackageParts(Packages packages, Modules modules, Spool spool, long maxBytes, int uploadsAtOnce) {}
