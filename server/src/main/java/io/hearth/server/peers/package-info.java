/**
 * What gateways of one database ask of each other over HTTP: live output of statements and Spark UIs of drivers that another one
 * has. Requests in the words of sessions come in; what goes out carries a pass that is made from the common master key.
 */
@NullMarked
package io.hearth.server.peers;

import org.jspecify.annotations.NullMarked;
