import type { GuildRole } from '../../lib/discord/directory/GuildDirectory.js';
import type { EditorRole } from '../../lib/editors/KickEditors.js';
import { type Section, SectionNames, Sections } from '../../lib/editors/sections.js';
import { escapeControls } from '../../lib/escapeControls.js';
import { GuildForm } from '../components/Form.js';
import { HintText } from '../components/HintText.js';
import { Button } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { EmptyState } from '../design/EmptyState.js';
import { SwitchField } from '../design/Field.js';
import { RolePicker } from '../design/Picker.js';
import type { Page } from '../PageContext.js';

/** Discord allows 100 characters. */
const MaxNameLength = 100;

type Role = Pick<GuildRole, 'id' | 'name' | 'color'>;

export interface EditorsPageProps {
	editors: readonly EditorRole[];
	/** Roles that can be chosen, or the reason why they are not known. */
	roles: readonly Role[] | string;
}

/** Discord roles that may edit sections of the dashboard. */
export function editorsPage({ editors, roles }: EditorsPageProps): Page {
	const known = typeof roles === 'string' ? [] : roles;
	const others = known.filter(({ id }) => !editors.some(({ roleId }) => roleId === id));
	return {
		title: 'Editors',
		subtitle: (
			<p class="muted">
				People with Manage Server may change everything. Here you let other roles edit single sections. Everyone with
				such a role can read the overview, the chat, the activity and the log of this server.
			</p>
		),
		content: (
			<div class="stack">
				{editors.length === 0 && (
					<div class="card">
						<EmptyState icon="shield" title="No editors yet" text="Choose a role below, and what it may edit." />
					</div>
				)}
				{editors.map((editor) => (
					<EditorCard key={editor.roleId} editor={editor} name={nameOf(editor, roles)} />
				))}
				<Card id="add" title="Add a role">
					{typeof roles === 'string' ? (
						<p>
							<HintText text={roles} />
						</p>
					) : (
						<AddForm roles={others} />
					)}
				</Card>
			</div>
		)
	};
}

/** Returns the name of a role, or `null` if it was deleted in Discord. */
function nameOf({ roleId }: EditorRole, roles: EditorsPageProps['roles']): string | null {
	if (typeof roles === 'string') return `Role ${roleId}`;
	return roles.find(({ id }) => id === roleId)?.name ?? null;
}

function EditorCard({ editor: { roleId, sections }, name }: { editor: EditorRole; name: string | null }) {
	return (
		<Card id={`role-${roleId}`} title={name === null ? 'Deleted role' : escapeControls(name.slice(0, MaxNameLength))}>
			{name === null ? (
				<p>This role no longer exists in Discord, so no one can use its rights.</p>
			) : (
				<GuildForm to="editors/role">
					<input type="hidden" name="role" value={roleId} />
					<Switches chosen={sections} />
					<Button>Save</Button>
				</GuildForm>
			)}
			<GuildForm to="editors/role">
				<input type="hidden" name="role" value={roleId} />
				<Button kind="danger" icon="x">
					Remove
				</Button>
			</GuildForm>
		</Card>
	);
}

function AddForm({ roles }: { roles: readonly Role[] }) {
	if (roles.length === 0) return <p>There is no other role in this server. Create one in Discord first.</p>;
	return (
		<GuildForm to="editors/role">
			<RolePicker
				name="role"
				label="Role"
				options={roles.map(({ id, name, color }) => ({ id, name, color }))}
				chosen={null}
			/>
			<Switches chosen={[]} />
			<Button icon="plus">Add</Button>
		</GuildForm>
	);
}

function Switches({ chosen }: { chosen: readonly Section[] }) {
	return (
		<>
			{SectionNames.map((name) => (
				<SwitchField
					key={name}
					name={name}
					label={Sections[name].label}
					help={`${Sections[name].allows}.`}
					isOn={chosen.includes(name)}
				/>
			))}
		</>
	);
}
