const Entry = /^([\w.-]+(?:\/|\.ts))(?:,? +|$)/;

/** Reads the paths that the map of the code in CONTRIBUTING.md names: folders with a slash at the end, and files. */
export function readMap(markdown: string): string[] {
	const [, section = ''] = markdown.split(/^## Map of the code$/m);
	const lines = (section.split(/^\S/m)[0] ?? '').split('\n').filter((line) => line.startsWith('    '));
	const open: { depth: number; path: string }[] = [];
	return lines.flatMap((line) => {
		const depth = line.search(/\S/);
		const names = namesAtStart(line.trim());
		if (names.length === 0) return [];
		while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
		const parent = open.at(-1)?.path ?? '';
		const paths = names.map((name) => parent + name);
		const folder = paths.find((path) => path.endsWith('/'));
		if (folder !== undefined) open.push({ depth, path: folder });
		return paths;
	});
}

function namesAtStart(line: string): string[] {
	const name = Entry.exec(line);
	return name === null ? [] : [name[1] ?? '', ...namesAtStart(line.slice(name[0].length))];
}

/** Says how the map has to change so that it names each of the folders, and nothing that does not exist. */
export function mapProblems(named: readonly string[], folders: readonly string[], exists: (path: string) => boolean) {
	return [
		...folders
			.filter((folder) => !named.includes(folder))
			.map((folder) => `Add ${folder} to "Map of the code" in CONTRIBUTING.md, with a few words on its job.`),
		...named
			.filter((path) => !exists(path))
			.map((path) => `Remove ${path} from "Map of the code" in CONTRIBUTING.md: it does not exist.`)
	];
}
