import { type RunningPage, startPage } from '../../../../../sandbox/demo/page/startPage.js';
import type { Cast } from '../../../../../sandbox/demo/story/Cast.js';
import { SimulatedDiscord } from '../../../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../../../sandbox/kick/index.js';

export interface StartedPage {
	page: RunningPage;
	discord: SimulatedDiscord;
	kick: SimulatedKick;
	cast: Omit<Cast, 'botAccount'>;
	stop(): Promise<void>;
}

/** The page between a simulated Discord and a simulated Kick, without a bot. */
export async function startedPage(
	before: (cast: StartedPage['cast'], kick: SimulatedKick) => Promise<unknown> = async () => {}
) {
	const [discord, kick] = await Promise.all([SimulatedDiscord.start(), SimulatedKick.start()]);
	const guild = discord.addGuild({ name: "Mia's Discord" });
	const manager = guild.addMember('mia', { permissions: ['ManageGuild'] });
	const owner = guild.addMember(discord.application.owner);
	const cast = { guild, manager, owner, streamer: kick.addStreamer('mia_live') };
	await before(cast, kick);
	const page = await startPage({ discord, kick }, cast);
	const stop = async () => {
		await page.stop();
		await Promise.all([discord.stop(), kick.stop()]);
	};
	return { page, discord, kick, cast, stop } satisfies StartedPage;
}
