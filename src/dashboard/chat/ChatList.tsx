import { Fragment } from 'preact';
import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { Time } from '../components/Time.js';
import { EmptyState } from '../design/EmptyState.js';
import { Icon } from '../design/Icon.js';
import { ChatLineItem } from './ChatLineItem.js';

/** Id of the list to which the stream adds messages. */
export const ChatListId = 'chat-lines';

export interface ChatListProps {
	lines: readonly ChatLine[];
	/** Name that the lines are filtered by; empty for all. */
	name: string;
}

/** List of messages. `aria-live` is off because a busy chat would keep a screen reader talking. */
export function ChatList({ lines, name }: ChatListProps) {
	return (
		<div class="chat-box" data-chat>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
			<div class="chat" role="log" aria-live="off" aria-label="Messages" tabIndex={0}>
				<ChatLines lines={lines} />
				{name === '' && (
					<EmptyState icon="message-square" title="No messages yet" text="New messages of the Kick chat appear here." />
				)}
				<div data-no-match hidden={name === '' || lines.length > 0}>
					<EmptyState
						icon="search"
						title="No messages from this name"
						text="Check the name, or empty the filter to see all messages."
					/>
				</div>
			</div>
			{/* Works by the script, which shows it while the reader has scrolled up. */}
			<button type="button" class="small jump" data-jump hidden>
				<Icon name="arrow-down" />
				<span>Jump to the newest</span>
			</button>
		</div>
	);
}

/** Messages, oldest first. A day that is not today is shown above its first message. */
export function ChatLines({ lines }: { lines: readonly ChatLine[] }) {
	let day = dayOf(new Date());
	return (
		<ol id={ChatListId} data-order="oldest-first">
			{lines.map((line) => {
				const before = day;
				day = dayOf(line.receivedAt);
				return (
					<Fragment key={line.id}>
						{day !== before && (
							<li class="day">
								<Time at={line.receivedAt} to="day" />
							</li>
						)}
						<ChatLineItem line={line} />
					</Fragment>
				);
			})}
		</ol>
	);
}

/** Returns the day in UTC, because the server does not know the reader's time zone. The script corrects it. */
function dayOf(at: Date): string {
	return at.toISOString().slice(0, 10);
}
