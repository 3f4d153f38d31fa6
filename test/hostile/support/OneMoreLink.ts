/** Rows that one more Discord server with a linked channel adds. */
export const OneMoreLink = { accounts: 1, links: 1, linkStates: 1, settings: 3, subscriptions: 10 } as const;
