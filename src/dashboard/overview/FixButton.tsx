import type { Fix } from '../../lib/diagnosis/problems.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import { GuildForm } from '../components/Form.js';
import { Button, ButtonLink } from '../design/Button.js';
import { usePageContext } from '../PageContext.js';

/** Pages where a fix begins, and the right that they need. */
const Places: Readonly<Record<Exclude<Fix['kind'], 'link' | 'sync' | 'invite'>, [path: string, access: Access]>> = {
	channel: ['settings#channel', 'settings'],
	chatroom: ['settings#ids', 'settings'],
	chat: ['chat', 'any'],
	say: ['chat', 'chat'],
	log: ['log?state=dead_letter', 'any']
};

/** Button that fixes a problem, or leads to the place where it can be fixed. */
export function FixButton({ fix: { kind, label }, isMain }: { fix: Fix; isMain?: boolean }) {
	const { can, home, guild, inviteUrl } = usePageContext();
	const look = { kind: isMain ? 'main' : 'quiet', isSmall: true } as const;
	if (kind === 'link' || kind === 'sync') {
		return (
			<GuildForm to={`settings/${kind}`}>
				{/* Kick's consent leads to another page anyway. */}
				{kind === 'sync' && <input type="hidden" name="page" value="overview" />}
				<Button {...look}>{label}</Button>
			</GuildForm>
		);
	}
	const [path, access] = kind === 'invite' ? [null, 'manager' as const] : Places[kind];
	const href = path === null ? inviteUrl : `${home}/${guild?.id}/${path}`;
	if (href === null || !can(access)) return null;
	return (
		<ButtonLink href={href} {...look}>
			{label}
		</ButtonLink>
	);
}
