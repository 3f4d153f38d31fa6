import { AllowedMentionsTypes, type APIAllowedMentions } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { mentionsIn } from '../../../../sandbox/discord/messages/mentions.js';

const text = '@everyone <@1> <@!2> <@1> <@&3> <@&4>';

describe('mentions', () => {
	it.each<[string, APIAllowedMentions | undefined, object]>([
		['ping everyone when nothing is set', undefined, { everyone: true, users: ['1', '2', '9'], roles: ['3', '4'] }],
		['ping no one when nothing is allowed', { parse: [] }, { everyone: false, users: [], roles: [] }],
		['ping the listed ones', { users: ['2', '7'], roles: ['3'] }, { everyone: false, users: ['2'], roles: ['3'] }],
		[
			'ping the allowed kinds',
			{ parse: [AllowedMentionsTypes.Everyone, AllowedMentionsTypes.User] },
			{ everyone: true, users: ['1', '2'], roles: [] }
		],
		['ping the author replied to when asked', { replied_user: true }, { everyone: false, users: ['9'], roles: [] }]
	])('%s', (_, allowed, expected) => {
		expect(mentionsIn(text, allowed, '9')).toEqual(expected);
	});

	it('ignore what only looks like one', () => {
		expect(mentionsIn('everyone 1 <@ana>', undefined, null)).toEqual({ everyone: false, users: [], roles: [] });
	});
});
