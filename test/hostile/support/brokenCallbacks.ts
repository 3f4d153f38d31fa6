/** Queries with a state that no login and no link has, by name. */
export const unknownStates = {
	'no state': '',
	'an empty state': 'state=&code=x',
	'a guessed state': `state=${'A'.repeat(43)}&code=x`,
	'a list of states': 'state[]=a&state[]=b',
	'__proto__ as state': 'state=__proto__&__proto__=x&code=x',
	'a state of 10,000 characters': `state=${'x'.repeat(10_000)}`,
	'a state with NUL and invalid UTF-8': 'state=%00%ED%A0%80%FF',
	'a state that cannot be decoded': 'state=%zz%&code=%',
	SQL: "state=' OR '1'='1"
};

/** Changes to the query of a genuine callback that make it invalid, by name. */
export const brokenCallbacks: Readonly<Record<string, (query: URLSearchParams) => void>> = {
	'two codes': (query) => query.append('code', 'another'),
	'two states': (query) => query.append('state', 'another'),
	'no code': (query) => query.delete('code'),
	'an empty code': (query) => query.set('code', ''),
	'a code of 8,000 characters': (query) => query.set('code', 'x'.repeat(8_000)),
	'a code with a line end': (query) => query.set('code', 'x\r\nSet-Cookie: kick_session=x'),
	'a code and an error': (query) => query.set('error', 'server_error'),
	'another issuer': (query) => query.set('iss', 'https://evil.example'),
	'a token in place of a code': (query) => {
		query.delete('code');
		query.set('access_token', 'x');
	},
	'an unsigned JWT as response': (query) => {
		query.delete('code');
		query.set('response', 'eyJhbGciOiJub25lIn0.e30.');
	}
};
