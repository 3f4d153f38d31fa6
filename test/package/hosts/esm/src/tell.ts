/** One line of JSON for the test that runs this host. */
export function tell(line: { type: string; [field: string]: unknown }): void {
	console.log(JSON.stringify(line));
}
