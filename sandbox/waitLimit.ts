/**
 * Default limit of waits for the bot, in milliseconds.
 *
 * Far longer than a bot takes on a slow and busy machine, so that only a fault reaches it.
 */
export const WaitLimitMs = 60_000;
