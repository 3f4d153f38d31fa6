/**
 * How long the simulations wait for the bot by default, in milliseconds.
 *
 * Far longer than a bot takes on a slow and busy machine: only a fault makes a wait end by it.
 */
export const WaitLimitMs = 60_000;
