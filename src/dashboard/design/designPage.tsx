import type { ComponentChildren } from 'preact';
import { icons } from '../../generated/icons.js';
import type { Page } from '../PageContext.js';
import { Avatar } from './Avatar.js';
import { Badge } from './Badge.js';
import { DiscordMark } from './BrandMark.js';
import { Button, ButtonLink } from './Button.js';
import { Card } from './Card.js';
import { ColorSwatches } from './ColorSwatches.js';
import { ConfirmLink } from './ConfirmLink.js';
import { DiscordPost } from './DiscordPost.js';
import { EmptyState } from './EmptyState.js';
import { Facts } from './Facts.js';
import { SelectField, SwitchField, TextField } from './Field.js';
import { Icon, type IconName } from './Icon.js';
import { Notice } from './Notice.js';
import { ChannelPicker, RolePicker } from './Picker.js';
import { Skeleton } from './Skeleton.js';
import { StatTiles } from './StatTiles.js';
import { Table } from './Table.js';
import { Tabs } from './Tabs.js';
import { Tooltip } from './Tooltip.js';

const ColorNames = ['page', 'surface', 'raised', 'accent', 'blurple', 'ok', 'warning', 'failed', 'live'];

/** Shows every component of the design in both themes. It exists in the sandbox only. */
export function designPage(): Page {
	return {
		title: 'Design',
		subtitle: <p class="muted">Every component of the dashboard, in both themes.</p>,
		content: (
			<div class="gallery">
				{(['light', 'dark'] as const).map((theme) => (
					<section key={theme} class="theme-sample" data-theme={theme} aria-label={`Components, ${theme}`}>
						<Foundations of={theme} />
						<div class="columns even">
							<Controls of={theme} />
							<Choices of={theme} />
							<Content of={theme} />
							<Feedback of={theme} />
						</div>
					</section>
				))}
			</div>
		)
	};
}

interface SampleProps {
	/** Theme, for ids that exist once. */
	of: string;
}

function Foundations({ of }: SampleProps) {
	return (
		<>
			<Card id={`${of}-colors`} title={`Colors, ${of}`} aside={of}>
				<div class="colors">
					{ColorNames.map((name) => (
						<div key={name}>
							<span class={`color-${name}`} />
							{name}
						</div>
					))}
				</div>
			</Card>
			<Card id={`${of}-icons`} title={`Icons, ${of}`}>
				<div class="icons">
					{(Object.keys(icons) as IconName[]).map((name) => (
						<Icon key={name} name={name} label={name} />
					))}
				</div>
			</Card>
			<StatTiles
				of={[
					{ label: 'New followers', value: '126', note: '+18 % on last stream', isUp: true },
					{ label: 'Subscriptions', value: '14', note: '3 renewals' },
					{ label: 'Gifted', value: '25' },
					{ label: 'KICKs', value: '4,300', note: 'by 9 viewers' }
				]}
			/>
		</>
	);
}

function Controls({ of }: SampleProps) {
	return (
		<Card id={`${of}-controls`} title={`Buttons and fields, ${of}`} aside={<Badge tone="live">LIVE</Badge>}>
			<div class="buttons">
				<Button type="button">Save</Button>
				<Button type="button" kind="quiet" icon="refresh-cw">
					Sync from Kick
				</Button>
				<Button type="button" kind="danger" icon="unlink">
					Unlink
				</Button>
				<ButtonLink href="#main" kind="discord">
					<DiscordMark />
					Log in with Discord
				</ButtonLink>
				<Button type="button" kind="quiet" isSmall>
					Small
				</Button>
				<Tooltip id={`${of}-tip`} label="What is this?" text="A short explanation." />
			</div>
			<form method="get" action="#main">
				<TextField
					id={`${of}-text`}
					name="text"
					label="Kick channel"
					help="As in the address: kick.com/yourkickchannel"
				/>
				<TextField
					id={`${of}-wrong`}
					name="wrong"
					label="Kick channel"
					value="not a channel"
					error="Kick has no channel with this name."
				/>
				<SelectField
					id={`${of}-select`}
					name="select"
					label="When the stream ends"
					options={[
						{ value: 'edit', text: 'Show the summary' },
						{ value: 'delete', text: 'Delete the alert' }
					]}
				/>
				<SwitchField name="switch" label="Ping a role" help="Only the role that you choose." isOn />
				<SwitchField name="other" label="Show the picture" isOn={false} />
			</form>
		</Card>
	);
}

function Choices({ of }: SampleProps) {
	return (
		<Card id={`${of}-choices`} title={`Choices, ${of}`}>
			<form method="get" action="#main">
				<ChannelPicker
					name={`${of}-channel`}
					label="Channel"
					chosen="2"
					options={[
						{ id: '1', kind: 'announcement', name: 'announcements', group: 'Information' },
						{ id: '2', kind: 'text', name: 'live', group: 'Stream' },
						{ id: '3', kind: 'text', name: 'mods', group: 'Stream', problem: 'The bot may not see this channel.' },
						{ id: '4', kind: 'voice', name: 'Lounge', group: 'Stream', problem: 'The bot lacks Embed Links here.' }
					]}
				/>
				<RolePicker
					name={`${of}-role`}
					label="Role"
					chosen={null}
					options={[
						{ id: '1', name: 'Live pings', color: '#53fc18' },
						{ id: '2', name: 'Regulars', color: '#5865f2' },
						{ id: '3', name: 'Moderators', color: null, problem: 'This role is above the bot’s own role.' }
					]}
				/>
				<ColorSwatches name={`${of}-color`} label="Color of the post" chosen="#53fc18" />
			</form>
			<Tabs
				label={`Time, ${of}`}
				tabs={[
					{ text: 'Last hour', href: '#main', isCurrent: true },
					{ text: 'Last 24 hours', href: '#top', isCurrent: false }
				]}
			/>
		</Card>
	);
}

function Content({ of }: SampleProps) {
	return (
		<Card id={`${of}-content`} title={`Content, ${of}`}>
			<Facts
				of={[
					['Server', <WithAvatar key="server" name="Mia's Discord" kind="server" />],
					['Person', <WithAvatar key="person" name="ana" kind="person" />],
					[
						'States',
						<span key="states" class="buttons">
							<Badge tone="ok">Handled</Badge>
							<Badge tone="warning">Retrying</Badge>
							<Badge tone="failed">Failed</Badge>
							<Badge>Pending</Badge>
							<Badge tone="outline">Test</Badge>
						</span>
					]
				]}
			/>
			<Table
				label={`Example, ${of}`}
				columns={[{ name: 'Viewer' }, { name: 'Watched', isNumber: true }]}
				rows={[
					{ key: '1', cells: ['ana', '3 h 12 min'] },
					{ key: '2', cells: ['ben', '51 min'] }
				]}
			/>
			<DiscordPost
				author="Kick for Discord"
				when="today at 19:02"
				text="Mia_Live is live: Building a bot with chat"
				embed={{ title: 'Building a bot with chat', lines: ['Just Chatting', '1,284 viewers'] }}
			/>
		</Card>
	);
}

function WithAvatar({ name, kind }: { name: string; kind: 'server' | 'person' }): ComponentChildren {
	return (
		<span class="buttons">
			<Avatar name={name} picture={null} kind={kind} />
			{name}
		</span>
	);
}

function Feedback({ of }: SampleProps) {
	return (
		<Card id={`${of}-feedback`} title={`Feedback, ${of}`}>
			<Notice tone="ok" isToast>
				<p>Saved.</p>
			</Notice>
			<Notice tone="warning">
				<p>Link again by 27 December. Kick ends every link after 30 days.</p>
			</Notice>
			<Notice tone="failed">
				<p>Kick has no channel with this name. Check the spelling.</p>
			</Notice>
			<Skeleton label={`Loading, ${of}`} />
			<EmptyState icon="message-square" title="No messages yet" text="New messages of the Kick chat appear here.">
				<ConfirmLink id={`${of}-dialog`} href="#main" label="Ask…" title="Unlink the Kick account">
					<p>Do you want to unlink Mia_Live from this server?</p>
					<div class="buttons">
						<Button type="button" kind="quiet" data-close-dialog>
							Keep it linked
						</Button>
						<Button type="button" kind="danger" data-close-dialog>
							Unlink
						</Button>
					</div>
				</ConfirmLink>
			</EmptyState>
		</Card>
	);
}
