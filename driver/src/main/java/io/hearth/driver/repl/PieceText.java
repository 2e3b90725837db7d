package io.hearth.driver.repl;

/**
 * What a piece of a cell gave, as the Scala shell has it.
 *
 * @param longestOther how long the text is of the longest value that is no string. The shell cuts long ones, and that it left out
 *     elements of a collection can be seen by that alone; a string says all of itself
 */
record PieceText(String text, int longestOther) {}
