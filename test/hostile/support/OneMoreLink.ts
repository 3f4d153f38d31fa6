/** Rows of one more Discord server whose own channel is linked. */
export const OneMoreLink = { accounts: 1, links: 1, linkStates: 1, settings: 3, subscriptions: 10 } as const;
