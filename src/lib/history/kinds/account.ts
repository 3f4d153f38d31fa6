import { err } from '@sapphire/result';
import { z } from 'zod';
import { KickError } from '../../kick/errors.js';
import type { BeforeAfter, ChangeKindDefinition, Finality } from './ChangeKindDefinition.js';

const account = z.object({
	userId: z.number(),
	username: z.string(),
	status: z.enum(['active', 'relink'])
});

/**
 * Linked Kick account of a server.
 *
 * Tokens of an unlinked account are revoked, so only its owner can link it again. A link is not undone with one click
 * either, because that could not be undone in turn.
 */
export const accountKind: ChangeKindDefinition<'account'> = {
	section: null,
	schema: z.object({ account: account.nullable() }),
	describe,
	show: (value) =>
		value.account && `${value.account.username}${value.account.status === 'relink' ? ' (link ended)' : ''}`,
	finality,
	isCurrent: (value, now) =>
		value.account?.userId === now.account?.userId && value.account?.status === now.account?.status,
	undo: async (_services, _guildId, change) => err(new KickError('bad_request', finality(change).reason))
};

function describe({ before, after }: BeforeAfter<'account'>): string {
	const [old, now] = [before.account, after.account];
	if (now === null) return `Unlinked the Kick account ${old?.username}.`;
	if (now.status === 'relink') return `Kick no longer accepts the link of ${now.username}.`;
	if (old === null) return `Linked the Kick account ${now.username}.`;
	if (old.userId === now.userId) return `Linked the Kick account ${now.username} again.`;
	return `Linked the Kick account ${now.username} in place of ${old.username}.`;
}

function finality({ after }: BeforeAfter<'account'>): Finality {
	return after.account?.status === 'active'
		? { reason: 'To end this link, unlink the account.', next: 'unlink' }
		: { reason: 'The bot no longer has access. The owner of the channel has to link again.', next: 'link' };
}
