package io.hearth.api.channel;

/**
 * A frame as it travels.
 *
 * @param sequence the report's number, from 1; 0 for everything that is no report
 */
public record Envelope(long sequence, Frame frame) {

    public static Envelope unnumbered(Frame frame) {
        return new Envelope(0, frame);
    }
}
