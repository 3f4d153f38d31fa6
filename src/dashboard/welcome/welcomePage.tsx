import type { ComponentChildren } from 'preact';
import { DiscordMark } from '../design/BrandMark.js';
import { ButtonLink } from '../design/Button.js';
import { Icon, type IconName } from '../design/Icon.js';
import { type Page, usePageContext } from '../PageContext.js';
import { ChatPicture, LogPicture, StreamPicture } from './pictures.js';

/**
 * First page for visitors who are not logged in: what the bot does, what it needs and what it reads.
 *
 * @param inviteUrl Address of Discord's page that adds the bot; `null` while it is not known.
 */
export function welcomePage(inviteUrl: string | null): Page {
	return {
		title: 'Your Kick channel in your Discord server',
		subtitle: <Lead inviteUrl={inviteUrl} />,
		content: (
			<div class="welcome">
				<Features />
				<div class="columns even">
					<Needs />
					<Reads />
				</div>
			</div>
		)
	};
}

function Lead({ inviteUrl }: { inviteUrl: string | null }) {
	const { home } = usePageContext();
	return (
		<div class="lead">
			<p>
				This bot connects a Discord server with the Kick channel of its streamer. Set it up here in five minutes, follow
				the chat live, and see how each stream went.
			</p>
			<div class="buttons">
				<ButtonLink href={`${home}/login`} kind="discord">
					<DiscordMark />
					Log in with Discord
				</ButtonLink>
				{inviteUrl && (
					<ButtonLink href={inviteUrl} kind="quiet">
						<Icon name="plus" />
						Add to Discord
					</ButtonLink>
				)}
			</div>
		</div>
	);
}

function Features() {
	return (
		<ul class="plain cards features">
			<li class="card">
				<ChatPicture />
				<h2>Read and write Kick chat</h2>
				<p class="muted">See every message with its emotes and badges as it arrives, and answer as the bot.</p>
			</li>
			<li class="card">
				<StreamPicture />
				<h2>See how the stream went</h2>
				<p class="muted">Messages, chatters and watch time over the last hour, day and week.</p>
			</li>
			<li class="card">
				<LogPicture />
				<h2>Know what happened</h2>
				<p class="muted">
					Followers, subscriptions, gifts and KICKs in one list. Every event stays in the log for days.
				</p>
			</li>
		</ul>
	);
}

function Needs() {
	return (
		<section class="card" aria-labelledby="needs">
			<header>
				<h2 id="needs">What it needs</h2>
			</header>
			<ul class="plain points">
				<Point icon="shield">
					In Discord: you have the <strong>Manage Server</strong> permission and add the bot to the server.
				</Point>
				<Point icon="link">
					On Kick: the owner of the channel signs in once and allows the bot to read events and write in chat.
				</Point>
				<Point icon="clock">About five minutes. Kick asks to repeat the sign-in every 30 days.</Point>
			</ul>
		</section>
	);
}

function Reads() {
	return (
		<section class="card" aria-labelledby="reads">
			<header>
				<h2 id="reads">What it reads</h2>
			</header>
			<ul class="plain points">
				<Point icon="eye">From Discord: your name, your picture and the list of your servers.</Point>
				<Point icon="message-square">From Kick: the chat and the events of the linked channel.</Point>
				<Point icon="lock">
					It does not read your email. On Discord it uses only messages that are commands to this bot. Kick does not
					learn who opens these pages.
				</Point>
			</ul>
		</section>
	);
}

function Point({ icon, children }: { icon: IconName; children: ComponentChildren }) {
	return (
		<li>
			<Icon name={icon} />
			<span>{children}</span>
		</li>
	);
}
