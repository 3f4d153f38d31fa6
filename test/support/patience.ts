/**
 * How long a test waits for what has to happen, in milliseconds.
 *
 * Only a fault ends such a wait. So it is far longer than anything takes, on a slow and busy machine too, and shorter than the
 * limit of a test, so that the error says what was missing.
 */
export const PatienceMs = 120_000;
