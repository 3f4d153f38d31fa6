import type { KickOverview, OverviewStream } from '../../lib/overview/types.js';
import { figure } from '../charts/plot.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { ButtonLink } from '../design/Button.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';

export type StreamCardProps = Pick<KickOverview, 'stream' | 'thisStream' | 'chat'>;

/** Kick's picture of a running stream changes, and browsers cache an address for a day. */
const PictureMs = 5 * 60_000;

/** Card of the stream: live or offline, title, category and viewers. */
export function StreamCard({ stream, thisStream, chat }: StreamCardProps) {
	if (!stream) return <section id="overview-stream" hidden />;
	const { isLive, viewers, peakViewers } = stream;
	const facts = [
		['viewers', viewers],
		['peak', peakViewers],
		['messages a minute', chat && Math.round(chat.nowPerMinute)],
		['chatters', thisStream?.chatters ?? null]
	] as const;
	return (
		<section class="card hero" id="overview-stream" aria-labelledby="overview-stream-title">
			<Thumbnail stream={stream} />
			<div class="body">
				<p class="muted">
					<StreamLine stream={stream} />
				</p>
				<h2 id="overview-stream-title">
					{stream.title ? <UntrustedText text={stream.title} /> : <UntrustedText text={stream.slug} />}
				</h2>
				{isLive && (
					<dl class="hero-facts">
						{facts.map(([name, value]) =>
							value === null ? null : (
								<div key={name}>
									<dd class="figure">{figure(value)}</dd>
									<dt>{name}</dt>
								</div>
							)
						)}
					</dl>
				)}
				<ChannelLink slug={stream.slug} />
				{!stream.isFresh && stream.checkedAt && (
					<p class="help">
						Kick does not answer at the moment. These values are from <Time at={stream.checkedAt} to="clock" />.
					</p>
				)}
			</div>
		</section>
	);
}

function Thumbnail({ stream: { isLive, thumbnailUrl, pictureUrl } }: { stream: OverviewStream }) {
	const { kickPicture } = usePageContext();
	const picture = kickPicture(isLive ? changing(thumbnailUrl) : pictureUrl);
	return (
		<div class="thumbnail">
			{picture ? <img src={picture} alt="" /> : <Icon name={isLive ? 'play' : 'moon'} />}
			{isLive ? <Badge tone="live">LIVE</Badge> : <Badge>Offline</Badge>}
		</div>
	);
}

/** Adds a query that changes every five minutes. */
function changing(address: string | null): string | null {
	if (!address || !URL.canParse(address)) return null;
	const url = new URL(address);
	url.searchParams.set('t', String(Math.floor(Date.now() / PictureMs)));
	return url.href;
}

function StreamLine({ stream: { isLive, category, language, startedAt, endedAt } }: { stream: OverviewStream }) {
	if (!isLive) {
		if (!endedAt) return <>Offline. Title of the next stream:</>;
		return (
			<>
				Last live until <Time at={endedAt} />
			</>
		);
	}
	return (
		<>
			{category && (
				<>
					<UntrustedText text={category} /> ·{' '}
				</>
			)}
			{language && (
				<>
					<UntrustedText text={languageName(language)} /> ·{' '}
				</>
			)}
			{startedAt ? (
				<>
					live since <Time at={startedAt} to="clock" />
				</>
			) : (
				'live'
			)}
		</>
	);
}

const Languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function languageName(code: string): string {
	try {
		return Languages.of(code) ?? code;
	} catch {
		// Not a language code.
		return code;
	}
}

function ChannelLink({ slug }: { slug: string }) {
	const { kickUrl } = usePageContext();
	if (!/^[\w-]{1,64}$/.test(slug)) return null;
	return (
		<p>
			<ButtonLink href={`${kickUrl}/${slug}`} kind="quiet" icon="external-link" isSmall rel="noreferrer">
				Open on Kick
			</ButtonLink>
		</p>
	);
}
