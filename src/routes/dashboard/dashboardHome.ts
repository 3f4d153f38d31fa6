import { container } from '@sapphire/framework';
import { publicUrlsOf } from '../../lib/config/publicUrls.js';

/** Returns the dashboard's path as browsers see it, even if the bot's address is not configured. */
export function dashboardHome(): string {
	const urls =
		container.kick.config.app?.urls ?? publicUrlsOf('http://localhost', container.server.options.prefix ?? '');
	return new URL(urls.dashboard).pathname;
}
