/**
 * How long a test waits for something that has to happen, in milliseconds.
 *
 * Only a fault reaches this limit. So it is far longer than anything takes, also on a slow and busy machine, and
 * shorter than the limit of a test, so that the error says what was missing.
 */
export const PatienceMs = 120_000;
