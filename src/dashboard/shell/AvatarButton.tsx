import { Avatar } from '../design/Avatar.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';

/** Button that opens the account menu. Visitors who are not logged in find the choice of the theme there. */
export function AvatarButton({ isWide }: { isWide?: boolean }) {
	const { person } = usePageContext();
	if (!person)
		return (
			<button type="button" class="bare" popovertarget="account" aria-label="Theme">
				<Icon name="sun" />
			</button>
		);
	return (
		<button type="button" class="account-button bare" popovertarget="account">
			<Avatar name={person.name} picture={person.picture} kind="person" />
			<span class="hidden">Logged in as </span>
			<UntrustedText text={person.name} class={isWide ? undefined : 'hidden'} />
			{isWide && <Icon name="chevrons-up-down" />}
		</button>
	);
}
