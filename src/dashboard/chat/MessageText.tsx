import { EmoteToken, emoteName } from '../../lib/kick/index.js';
import { contained } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';

/** Kick accepts 500 characters. The log shows longer texts whole. */
const MaxTextLength = 1_000;
const MaxPictures = 40;

/** Text of a message with emotes as pictures. The `<bdi>` keeps right-to-left marks inside the message. */
export function MessageText({ text }: { text: string }) {
	const { home } = usePageContext();
	const shown = text.length > MaxTextLength ? `${text.slice(0, MaxTextLength)}…` : text;
	let pictures = 0;
	return (
		<bdi class="text">
			{piecesOf(contained(shown)).map((piece, index) => {
				if (typeof piece === 'string') return piece;
				const name = emoteName(piece);
				if (++pictures > MaxPictures) return name;
				const address = `${home}/emotes/${piece.id}`;
				return <img key={index} class="emote" src={address} alt={name} title={name} loading="lazy" />;
			})}
		</bdi>
	);
}

/** Splits a text into emotes and the text between them. */
function piecesOf(text: string): (string | { id: string; name: string })[] {
	const pieces: (string | { id: string; name: string })[] = [];
	let end = 0;
	for (const match of text.matchAll(EmoteToken)) {
		if (match.index > end) pieces.push(text.slice(end, match.index));
		pieces.push({ id: match[1] ?? '', name: match[2] ?? '' });
		end = match.index + match[0].length;
	}
	if (end < text.length) pieces.push(text.slice(end));
	return pieces;
}
