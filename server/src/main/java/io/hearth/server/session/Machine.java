package io.hearth.server.session;

/**
 * Where processes can be seen and signalled. Two gateways are on the same machine when each could look after the drivers of the
 * other.
 *
 * @param id stays when the machine is started anew
 * @param boot another one each time the machine is started
 */
public record Machine(String id, String boot) {}
