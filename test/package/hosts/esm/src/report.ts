/** Prints one line of JSON for the test that runs this host. */
export function report(line: { type: string; [field: string]: unknown }): void {
	console.log(JSON.stringify(line));
}
