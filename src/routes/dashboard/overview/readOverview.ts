import { createHash } from 'node:crypto';
import { container } from '@sapphire/framework';
import { ok, type Result } from '@sapphire/result';
import type { OverviewState } from '../../../dashboard/overview/overviewPage.js';
import type { Dashboard } from '../../../lib/dashboard/Dashboard.js';
import { BotPermissions } from '../../../lib/discord/permissions.js';
import type { KickError } from '../../../lib/kick/errors.js';
import { overviewMarks } from '../../../lib/overview/overviewMarks.js';

/** Reads what the overview of a server shows. */
export async function readOverview(dashboard: Dashboard, guildId: string): Promise<Result<OverviewState, KickError>> {
	const { kick } = container;
	const [overview, steps] = await Promise.all([
		kick.overview(guildId),
		kick.firstSteps(guildId, () => missingPermissions(dashboard, guildId))
	]);
	return overview.andThen((state) => steps.andThen((list) => ok({ overview: state, steps: list })));
}

/** Returns a mark that changes with anything that the page shows. */
export function markOfOverview({ overview, steps }: OverviewState): string {
	const marks = JSON.stringify([overviewMarks(overview), steps]);
	return createHash('sha256').update(marks).digest('base64url').slice(0, 16);
}

async function missingPermissions(dashboard: Dashboard, guildId: string): Promise<readonly string[] | null> {
	const directory = await dashboard.directory(guildId);
	return directory.match({
		ok: ({ botPermissions }) => BotPermissions.filter(({ name }) => botPermissions.missing.includes(name)).map(labelOf),
		err: () => null
	});
}

const labelOf = ({ label }: (typeof BotPermissions)[number]): string => label;
