import { container } from '@sapphire/framework';
import { publicUrlsOf } from '../../lib/config/publicUrls.js';

/** Path of the dashboard as browsers see it, also where the bot's own address is not configured. */
export function dashboardHome(): string {
	const urls =
		container.kick.config.app?.urls ?? publicUrlsOf('http://localhost', container.server.options.prefix ?? '');
	return new URL(urls.dashboard).pathname;
}
