/**
 * Sends a gateway requests that are nearly right. They are made from the OpenAPI document that it serves and from recorded ones, and
 * changed at random from a seed: the same seed and number make the same request again. What is asked of each answer stands in one
 * place, {@link io.hearth.bench.fuzz.AnswerRules}.
 */
@NullMarked
package io.hearth.bench.fuzz;

import org.jspecify.annotations.NullMarked;
