// Puts the entries under [Unreleased] in CHANGELOG.md below the version of package.json, with the date.
// The release workflow runs it on the release pull request.
//
//   node scripts/release/closeChangelog.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../build/root.mjs';

const heading = '## [Unreleased]';

/** Puts the heading of the version under [Unreleased]. Changes nothing if the version has a heading already. */
export function closeChangelog(changelog, version, date) {
	const lines = changelog.split('\n');
	if (lines.some((line) => line.startsWith(`## [${version}]`))) return changelog;
	const index = lines.indexOf(heading);
	if (index === -1) throw new Error(`CHANGELOG.md has no line "${heading}".`);
	return lines.toSpliced(index + 1, 0, '', `## [${version}] - ${date}`).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const path = join(root, 'CHANGELOG.md');
	writeFileSync(path, closeChangelog(readFileSync(path, 'utf8'), version, new Date().toISOString().slice(0, 10)));
}
