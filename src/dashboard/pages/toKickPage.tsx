import { useFrame } from '../Frame.js';
import type { Page } from '../Page.js';
import { visible } from '../visible.js';

/**
 * Leads on to Kick by itself, without a script. It stands between the form and Kick, as the policy of our pages lets no form end
 * on another site.
 *
 * @param url Works once.
 */
export function toKickPage(url: string, channel: string | null): Page {
	return { title: 'On to Kick', continueTo: url, content: <OnToKick url={url} channel={channel} /> };
}

function OnToKick({ url, channel }: { url: string; channel: string | null }) {
	const { home, guild } = useFrame();
	return (
		<div class="card">
			<p>
				Sign in to Kick as {channel ? `the owner of ${visible(channel)}` : 'the owner of the channel'}, and allow the
				access.
			</p>
			<p class="row">
				<a class="button" href={url}>
					Continue to Kick
				</a>
				<a class="button quiet" href={`${home}/${guild?.id}/settings`}>
					Not now
				</a>
			</p>
		</div>
	);
}
