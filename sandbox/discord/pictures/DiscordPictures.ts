import type { IncomingMessage, ServerResponse } from 'node:http';
import { identicon } from '../../pictures/identicon.js';
import type { World } from '../world/World.js';

/** @see https://docs.discord.com/developers/reference#image-formatting-cdn-endpoints */
const Path = /^\/(icons|avatars)\/(\d+)\/((?:a_)?[0-9a-f]{32})\.(?:png|webp|jpg)(?:\?|$)/;

/** Discord's CDN: the pictures that servers and users have now. */
export class DiscordPictures {
	readonly #world: Pick<World, 'guilds' | 'users'>;

	public constructor(world: Pick<World, 'guilds' | 'users'>) {
		this.#world = world;
	}

	public static owns({ url }: IncomingMessage): boolean {
		return /^\/(icons|avatars)\//.test(url ?? '');
	}

	public handle({ url }: IncomingMessage, response: ServerResponse): void {
		const [, kind, id = '', hash = ''] = Path.exec(url ?? '') ?? [];
		const { guilds, users } = this.#world;
		const current = kind === 'icons' ? guilds.get(id)?.icon : users.get(id)?.avatar;
		if (kind === undefined || current !== hash) response.writeHead(404).end();
		else response.writeHead(200, { 'content-type': 'image/png' }).end(identicon(hash));
	}
}
