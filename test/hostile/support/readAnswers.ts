export interface RawAnswer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** Parses the complete HTTP answers in the received bytes. The end of the connection also ends a body. */
export function readAnswers(received: Buffer, isEnded: boolean): RawAnswer[] {
	const answers: RawAnswer[] = [];
	for (let rest = received; ; ) {
		const headEnd = rest.indexOf('\r\n\r\n');
		if (headEnd === -1) return answers;
		const [statusLine = '', ...lines] = rest.toString('latin1', 0, headEnd).split('\r\n');
		const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
		const headers = Object.fromEntries(lines.map(headerOf));
		const length = lengthOf(status, headers['content-length']);
		if (rest.length < headEnd + 4 + length && !isEnded) return answers;
		answers.push({ status, headers, body: rest.toString('utf8', headEnd + 4, headEnd + 4 + length) });
		rest = rest.subarray(headEnd + 4 + length);
	}
}

function headerOf(line: string): [name: string, value: string] {
	const colon = line.indexOf(':');
	return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function lengthOf(status: number, declared: string | undefined): number {
	if (status < 200 || status === 204 || status === 304) return 0;
	return declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
}
