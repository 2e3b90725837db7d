package io.hearth.demo.wood;

/** What there is in dry wood. */
public final class Wood {

    private Wood() {}

    /** The heat of an amount of wood, kilowatt-hours; conifers give a little more than other trees. */
    public static double kilowattHours(String wood, double kilograms) {
        return kilograms * (wood.equals("pine") || wood.equals("spruce") ? 4.4 : 4.1);
    }
}
