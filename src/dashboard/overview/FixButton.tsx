import type { Fix } from '../../lib/diagnosis/problems.js';
import { GuildForm } from '../components/Form.js';
import { Button, ButtonLink } from '../design/Button.js';
import { usePageContext } from '../PageContext.js';

/** Pages where a fix begins. */
const Places: Readonly<Partial<Record<Fix['kind'], string>>> = {
	channel: 'settings#channel',
	chatroom: 'settings#ids',
	chat: 'chat',
	say: 'chat',
	log: 'log?state=dead_letter'
};

/** Button that fixes a problem, or leads to the place where it can be fixed. */
export function FixButton({ fix: { kind, label }, isMain }: { fix: Fix; isMain?: boolean }) {
	const { home, guild, inviteUrl } = usePageContext();
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
	const href = kind === 'invite' ? inviteUrl : `${home}/${guild?.id}/${Places[kind]}`;
	if (href === null) return null;
	return (
		<ButtonLink href={href} {...look}>
			{label}
		</ButtonLink>
	);
}
