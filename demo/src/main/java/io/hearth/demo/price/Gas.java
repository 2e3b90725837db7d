package io.hearth.demo.price;

/** What the same heat costs from gas. */
public final class Gas {

    private static final double EUROS_PER_KILOWATT_HOUR = 0.11;

    private Gas() {}

    /** The price of an amount of heat, euros. */
    public static double euros(double kilowattHours) {
        return kilowattHours * EUROS_PER_KILOWATT_HOUR;
    }
}
