import { describe, expect, it } from 'vitest';

const { closeChangelog } = await import(new URL('../../../scripts/release/closeChangelog.mjs', import.meta.url).href);

const changelog = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- New.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n';

describe('closing the changelog for a release', () => {
	it('puts what is unreleased under the version and its date', () => {
		expect(closeChangelog(changelog, '0.2.0', '2026-12-24')).toBe(
			changelog.replace('### Added', '## [0.2.0] - 2026-12-24\n\n### Added')
		);
	});

	it('changes nothing the second time', () => {
		const closed = closeChangelog(changelog, '0.2.0', '2026-12-24');
		expect(closeChangelog(closed, '0.2.0', '2026-12-25')).toBe(closed);
	});

	it('refuses a file without [Unreleased]', () => {
		expect(() => closeChangelog('# Changelog\n', '0.2.0', '2026-12-24')).toThrow('no line "## [Unreleased]"');
	});
});
