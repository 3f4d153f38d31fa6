import { container, type Listener } from '@sapphire/framework';
import { KickChatInputCommandDenied } from './KickChatInputCommandDenied.js';
import { KickChatInputCommandError } from './KickChatInputCommandError.js';
import { KickChatInputSubcommandDenied } from './KickChatInputSubcommandDenied.js';
import { KickChatInputSubcommandError } from './KickChatInputSubcommandError.js';
import { KickChatInputSubcommandNoMatch } from './KickChatInputSubcommandNoMatch.js';
import { KickClientReady } from './KickClientReady.js';
import { KickGuildCreate } from './KickGuildCreate.js';
import { KickGuildDelete } from './KickGuildDelete.js';
import { KickMessageCommandDenied } from './KickMessageCommandDenied.js';
import { KickMessageCommandError } from './KickMessageCommandError.js';
import { KickMessageSubcommandDenied } from './KickMessageSubcommandDenied.js';
import { KickMessageSubcommandError } from './KickMessageSubcommandError.js';

/** Queues the listeners that start the service and track the bot's servers. */
export function loadLifecycleListeners(): void {
	load({ KickClientReady, KickGuildCreate, KickGuildDelete });
}

/** Queues the listeners that answer denials and errors. `kick.loadReplyListeners: false` leaves this to the host. */
export function loadReplyListeners(): void {
	load({
		KickChatInputCommandDenied,
		KickMessageCommandDenied,
		KickChatInputSubcommandDenied,
		KickMessageSubcommandDenied,
		KickChatInputCommandError,
		KickMessageCommandError,
		KickChatInputSubcommandError,
		KickMessageSubcommandError,
		KickChatInputSubcommandNoMatch
	});
}

function load(pieces: Record<string, new (context: Listener.LoaderContext) => Listener>): void {
	for (const [name, piece] of Object.entries(pieces)) {
		void container.stores.loadPiece({ store: 'listeners', name, piece });
	}
}
