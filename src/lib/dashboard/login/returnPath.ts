/** Pages that only lead on: as a place to return to they would lead round in a circle. */
const Passages = ['login', 'callback'];
/** It travels in a cookie, and browsers drop one of more than 4,096 bytes. */
const LongestPath = 2_000;

/** Where to go after the login: one of the dashboard's own pages, whatever the address says. */
export function returnPath(wanted: string | null, dashboardUrl: string): string {
	const home = new URL(dashboardUrl);
	if (!wanted?.startsWith('/') || !URL.canParse(wanted, home)) return home.pathname;
	const { origin, pathname, search } = new URL(wanted, home);
	const isOurs = origin === home.origin && `${pathname}/`.startsWith(`${home.pathname}/`);
	const isPassage = Passages.some((name) => pathname === `${home.pathname}/${name}`);
	const path = `${pathname}${search}`;
	return isOurs && !isPassage && path.length <= LongestPath ? path : home.pathname;
}
