/**
 * The modules of the system: a folder of the operator's with manifests comes in, jars by their digests go into {@code objects},
 * and callers and sessions see the modules through the ports in {@code packages}. A manifest that makes no sense is told to the
 * operator and left out; a module that cannot be had is listed as failed. Only here Maven repositories are known.
 */
@NullMarked
package io.hearth.server.modules;

import org.jspecify.annotations.NullMarked;
