/** Contexts that bind each sealed value to its row and purpose. */
export const sealContexts = {
	accessToken: (userId: number) => `${userId}:access`,
	refreshToken: (userId: number) => `${userId}:refresh`,
	/** @param stateHash SHA-256 (hex) of the state. */
	linkVerifier: (stateHash: string) => `link:${stateHash}`,
	/** @param idHash SHA-256 (hex) of the session's id. */
	session: (idHash: string) => `session:${idHash}`
} as const;
