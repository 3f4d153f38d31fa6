import type { LinkInvitation } from '../../lib/accounts/Linking.js';
import type { LinkOutcome, OfferedLinks } from '../../lib/accounts/linkOutcome.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { MessageCard } from '../components/MessageCard.js';
import { Facts } from '../design/Facts.js';
import type { Page } from '../PageContext.js';
import type { Message } from './messagePage.js';

export interface InvitationOptions {
	/** Path that the form is sent to. */
	action: string;
	/** Secret of the link, from its address. */
	state: string;
}

/** First page of a link: names the server and the account, with a button that leads to Kick. */
export function invitationPage(invitation: LinkInvitation, { action, state }: InvitationOptions): Page {
	const { account, channel, guildName, press } = invitation;
	const isBot = account === 'bot';
	const facts = [
		['Discord server', guildName],
		['Kick account', isBot ? 'the account that this bot writes as' : ownerOf(channel)]
	] as const;
	return {
		title: isBot ? 'Link the bot account' : 'Link a Kick channel to a Discord server',
		content: (
			<>
				<div class="card">
					<Facts of={facts.map(([name, value]) => [name, <bdi key={name}>{escapeControls(value)}</bdi>] as const)} />
				</div>
				<MessageCard
					lines={[
						isBot
							? 'Sign in to Kick as the account that the bot should write as. ' +
								'It then writes in the Kick chat of every Discord server that uses this bot.'
							: 'The bot then reads the chat and the events of the channel for this Discord server, ' +
								'and writes in the chat. Managers of the server can see both.',
						'Kick uses the account that this browser is signed in to.',
						'If you do not know this Discord server, or did not expect this page, close it. Nothing has changed yet.'
					]}
				>
					<form method="post" action={action}>
						<input type="hidden" name="state" value={state} />
						<input type="hidden" name="press" value={press} />
						<button type="submit">Continue to Kick</button>
					</form>
				</MessageCard>
			</>
		)
	};
}

export interface OutcomeOptions {
	/** Path that the form of other links is sent to. */
	action: string;
	/** Path of the dashboard; `null` where it is off. */
	dashboard: string | null;
}

/** Last page of a link: says how it ended, and offers to unlink the account from other servers. */
export function outcomePage(outcome: LinkOutcome, { action, dashboard }: OutcomeOptions): Page {
	const { guildId, lines, ok, private: hidden, status, title } = outcome;
	const others = hidden?.others;
	return {
		status,
		title,
		content: (
			<MessageCard lines={[...lines, ...(hidden?.lines ?? []), ...(ok && !others ? ['You can close this page.'] : [])]}>
				{others && <OtherLinks action={action} links={others} />}
				{dashboard !== null && (
					<p>
						<a href={guildId === undefined ? dashboard : `${dashboard}/${guildId}`}>To the dashboard</a>
					</p>
				)}
			</MessageCard>
		)
	};
}

/** Page without any link or form, for errors of the bot. */
export function plainPage({ status, title, lines }: Message): Page {
	return { status, title, content: <MessageCard lines={lines} /> };
}

function OtherLinks({ action, links }: { action: string; links: OfferedLinks }) {
	const { servers, ticket, username } = links;
	return (
		<form class="row" method="post" action={action}>
			<input type="hidden" name="ticket" value={ticket} />
			<p>
				{escapeControls(username)} is also linked to the Discord servers below. You own the account, so you can unlink
				it from each of them.
			</p>
			{servers.map(({ guildId, name }) => (
				<button key={guildId} type="submit" class="quiet" name="guild" value={guildId}>
					{escapeControls(`Unlink from ${name}`)}
				</button>
			))}
		</form>
	);
}

function ownerOf(channel: string | null): string {
	return channel
		? `the owner of the channel ${channel}`
		: "the streamer's account. Its channel becomes the channel of this server";
}
