/**
 * What was measured, and how it is shown: samples and their percentiles, results with their limits, and both forms of the
 * report, Markdown for people and JSON for programs. Nothing here measures anything.
 */
@NullMarked
package io.hearth.bench.report;

import org.jspecify.annotations.NullMarked;
