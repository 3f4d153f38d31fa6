/**
 * Returns the address of Discord's authorize page, without a query.
 *
 * @param apiUrl Base address of Discord's API, without a version.
 */
export function authorizeEndpoint(apiUrl: string): string {
	return `${new URL(apiUrl).origin}/oauth2/authorize`;
}
