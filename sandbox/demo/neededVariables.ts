const Needed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'TZ', 'LANG'];

/** What a program needs of its surroundings; a person's own tokens stay out of the sandbox. */
export function neededVariables(): Record<string, string | undefined> {
	return Object.fromEntries(Needed.map((name) => [name, process.env[name]]));
}
