import { err, type Result } from '@sapphire/result';
import type { Signer } from '../../crypto/Signer.js';
import { PictureHash } from '../../discord/pictureHash.js';
import type { ProxyFor } from '../../http/outgoingAgent.js';
import { kickPictureUrl } from './kickPictureUrl.js';
import { type PictureFailure, type RemotePicture, RemotePictures } from './RemotePictures.js';

export interface DashboardPicturesOptions {
	/** Path of the dashboard as browsers see it. */
	home: string;
	/** Scheme and host of the emotes, such as `https://files.kick.com`. */
	filesBaseUrl: string;
	/** Scheme and host of Kick's website. */
	webBaseUrl: string;
	/** Base address of Discord's pictures, such as `https://cdn.discordapp.com`. */
	cdnUrl: string;
	signer: Signer;
	/** @default no proxy */
	proxyFor?: ProxyFor | undefined;
}

type Picture = Result<RemotePicture, PictureFailure>;

const KiB = 1_024;
const MaxEmoteBytes = 128 * KiB;
const MaxIconBytes = 512 * KiB;
const MaxKickBytes = 2_048 * KiB;
/** Same format that `emotesIn` reads. */
const EmoteId = /^\d{1,20}$/;
const Snowflake = /^\d{1,20}$/;
const SignatureContext = 'kick picture';

/**
 * Pictures of Kick and Discord from the bot's own address, because the pages load nothing from other hosts.
 *
 * The `…Address` methods make addresses for pages. The others return the pictures for the routes.
 */
export class DashboardPictures {
	readonly #options: DashboardPicturesOptions;
	readonly #remote: RemotePictures;

	public constructor(options: DashboardPicturesOptions) {
		this.#options = options;
		this.#remote = new RemotePictures(options.proxyFor);
	}

	/** Returns the address of a server's picture, or `null` if it has none. */
	public serverAddress({ id, icon }: { id: string; icon: string | null }): string | null {
		return icon === null ? null : `${this.#options.home}/pictures/servers/${id}/${icon}`;
	}

	/** Returns the address of a person's picture, or `null` if there is none. A session has both fields. */
	public personAddress({ userId, avatar }: { userId: string; avatar: string | null }): string | null {
		return avatar === null ? null : `${this.#options.home}/pictures/people/${userId}/${avatar}`;
	}

	/**
	 * Returns the address of a picture that Kick's API names, or `null` if it is not on Kick's hosts.
	 *
	 * The signature keeps others from loading addresses through the bot. Browsers cache the picture for a day, so the
	 * address of one that changes needs a query that changes.
	 */
	public kickAddress(url: string | null): string | null {
		const { home, signer } = this.#options;
		const { href } = (url && this.#kickUrl(url)) || {};
		if (!href) return null;
		const sig = signer.sign(href, SignatureContext).slice(href.length + 1);
		return `${home}/pictures/kick?${new URLSearchParams({ url: href, sig })}`;
	}

	public async emote(id: string): Promise<Picture> {
		if (!EmoteId.test(id)) return err('unknown');
		return this.#remote.get(new URL(`${this.#options.filesBaseUrl}/emotes/${id}/fullsize`), MaxEmoteBytes);
	}

	/** @param hash Hash of the picture, as in Discord's API. */
	public server(guildId: string, hash: string): Promise<Picture> {
		return this.#discord('icons', guildId, hash);
	}

	/** @param hash Hash of the picture, as in Discord's API. */
	public person(userId: string, hash: string): Promise<Picture> {
		return this.#discord('avatars', userId, hash);
	}

	/** @param signature As in the address from {@link DashboardPictures.kickAddress}. */
	public async kick(url: string, signature: string): Promise<Picture> {
		const signed = this.#options.signer.verify(`${url}.${signature}`, SignatureContext);
		// The allowed hosts may have changed since the page was made.
		const allowed = signed === url ? this.#kickUrl(url) : null;
		return allowed ? this.#remote.get(allowed, MaxKickBytes) : err('unknown');
	}

	/** Aborts running requests. */
	public close(): Promise<void> {
		return this.#remote.close();
	}

	/** Returns a still picture, also for the hash of an animated one. */
	async #discord(kind: 'icons' | 'avatars', id: string, hash: string): Promise<Picture> {
		if (!Snowflake.test(id) || !PictureHash.test(hash)) return err('unknown');
		return this.#remote.get(new URL(`${this.#options.cdnUrl}/${kind}/${id}/${hash}.webp?size=64`), MaxIconBytes);
	}

	#kickUrl(url: string): URL | null {
		const { filesBaseUrl, webBaseUrl } = this.#options;
		return kickPictureUrl(url, [filesBaseUrl, webBaseUrl]);
	}
}
