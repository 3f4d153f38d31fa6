import { container } from '@sapphire/framework';
import { KickChatInputCommandDenied } from './KickChatInputCommandDenied.js';
import { KickChatInputCommandError } from './KickChatInputCommandError.js';
import { KickChatInputSubcommandDenied } from './KickChatInputSubcommandDenied.js';
import { KickChatInputSubcommandError } from './KickChatInputSubcommandError.js';
import { KickChatInputSubcommandNoMatch } from './KickChatInputSubcommandNoMatch.js';
import { KickMessageCommandDenied } from './KickMessageCommandDenied.js';
import { KickMessageCommandError } from './KickMessageCommandError.js';
import { KickMessageSubcommandDenied } from './KickMessageSubcommandDenied.js';
import { KickMessageSubcommandError } from './KickMessageSubcommandError.js';

const listeners = {
	KickChatInputCommandDenied,
	KickMessageCommandDenied,
	KickChatInputSubcommandDenied,
	KickMessageSubcommandDenied,
	KickChatInputCommandError,
	KickMessageCommandError,
	KickChatInputSubcommandError,
	KickMessageSubcommandError,
	KickChatInputSubcommandNoMatch
};

/** Queues what answers denials and errors of the plugin's commands; `kick.loadReplyListeners: false` leaves it to the host. */
export function loadListeners(): void {
	for (const [name, piece] of Object.entries(listeners)) {
		void container.stores.loadPiece({ store: 'listeners', name, piece });
	}
}
