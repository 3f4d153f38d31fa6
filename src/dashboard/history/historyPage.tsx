import { escapeControls } from '../../lib/escapeControls.js';
import { describeActor } from '../../lib/history/describeActor.js';
import type { HistoryPage, SettingChange } from '../../lib/history/KickHistory.js';
import { GuildForm } from '../components/Form.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { Button, ButtonLink } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { Table } from '../design/Table.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { type Page, usePageContext } from '../PageContext.js';

const Columns = ['Change', 'When', 'Who', 'Before', 'After', 'Undo'].map((name) => ({ name }));

/** Changes of a server's settings, newest first, with the undo of those that can be undone. */
export function historyPage({ changes, older }: HistoryPage): Page {
	return {
		title: 'History',
		subtitle: <p class="muted">The newest 500 changes of this server's settings, each kept for up to a year.</p>,
		content: (
			<Card id="history" title="Changes">
				{changes.length === 0 ? (
					<EmptyState icon="history" title="No changes yet" text="Changes of Settings and Editors appear here." />
				) : (
					<Table
						label="Table of changes"
						columns={Columns}
						rows={changes.map((change) => ({ key: change.id, cells: cellsOf(change) }))}
					/>
				)}
				{older !== null && <OlderLink before={older} />}
			</Card>
		)
	};
}

function cellsOf(change: SettingChange) {
	const { at, by, before, after, text, undoOf } = change;
	const { who, how } = describeActor(by);
	return [
		<>
			{undoOf !== null && <Badge tone="outline">Undo</Badge>} <bdi>{escapeControls(text)}</bdi>
		</>,
		<Time key="at" at={at} />,
		<>
			<UntrustedText text={who} /> {how}
		</>,
		<Value key="before" value={before} />,
		<Value key="after" value={after} />,
		<Undo key="undo" change={change} />
	];
}

function Value({ value }: { value: string | null }) {
	return value === null ? <span class="muted number">Not set</span> : <UntrustedText text={value} />;
}

/** Button that undoes a change, or the reason why that is not possible, with the step that helps instead. */
function Undo({ change: { id, next, refusal } }: { change: SettingChange }) {
	const { home, guild, can } = usePageContext();
	if (refusal === null) {
		return (
			<GuildForm to="history/undo">
				<input type="hidden" name="change" value={id} />
				<Button kind="quiet" icon="undo-2" isSmall>
					Undo
				</Button>
			</GuildForm>
		);
	}
	return (
		<>
			<span class="muted">{refusal}</span>
			{next === 'link' && (
				<GuildForm to="settings/link">
					<Button kind="quiet" icon="link" isSmall>
						Link Kick Account
					</Button>
				</GuildForm>
			)}
			{next === 'unlink' && can('manager') && (
				<ButtonLink href={`${home}/${guild?.id}/settings/unlink`} kind="quiet" icon="unlink" isSmall>
					Unlink…
				</ButtonLink>
			)}
		</>
	);
}

function OlderLink({ before }: { before: string }) {
	const { home, guild } = usePageContext();
	return (
		<p>
			<a href={`${home}/${guild?.id}/history?${new URLSearchParams({ before })}`}>Older changes</a>
		</p>
	);
}
