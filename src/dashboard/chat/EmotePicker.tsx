import type { KickEmote } from '../../lib/kick/events/index.js';
import { emoteName } from '../../lib/kick/index.js';
import { Icon } from '../design/Icon.js';
import { usePageContext } from '../PageContext.js';

const PickerId = 'emotes';
/** Names of Kick's own emotes. A message could name an emote with any text. */
const PlainName = /^[\w-]{1,100}$/;

/** Button that opens the emotes. They are inserted by the script, which shows it. */
export function EmotePickerButton() {
	return (
		<button type="button" class="quiet" popovertarget={PickerId} title="Emotes" data-emotes hidden>
			<Icon name="smile" />
			<span class="hidden">Emotes</span>
		</button>
	);
}

/** Emotes that people used in this chat. A click inserts one at the cursor. */
export function EmotePicker({ emotes }: { emotes: readonly KickEmote[] }) {
	const { home } = usePageContext();
	const known = emotes.filter(({ name }) => PlainName.test(name));
	return (
		<section class="menu emotes" id={PickerId} popover="auto" aria-label="Emotes">
			{known.length === 0 && <p class="help">Emotes that people use in this chat appear here.</p>}
			{known.map(({ id, name }) => (
				<button key={id} type="button" class="bare" data-emote={`[emote:${id}:${name}]`}>
					<img class="emote" src={`${home}/emotes/${id}`} alt={emoteName({ id, name })} title={name} loading="lazy" />
				</button>
			))}
		</section>
	);
}
