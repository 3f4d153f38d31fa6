import type { ComponentChildren } from 'preact';
import { hueClass } from './hues.js';
import { Icon, type IconName } from './Icon.js';
import { UntrustedText } from './UntrustedText.js';

interface PickerOption {
	id: string;
	name: string;
	/** Heading above this and the following options, such as a category of channels. */
	group?: string | null;
	/** Why this option cannot be chosen. */
	problem?: string | null;
}

export interface ChannelOption extends PickerOption {
	kind: 'text' | 'announcement' | 'voice' | 'stage' | 'forum' | 'thread';
}

export interface RoleOption extends PickerOption {
	/** Colour as `#RRGGBB`. */
	color: string | null;
}

export interface PickerProps<Option> {
	name: string;
	label: string;
	help?: string;
	options: readonly Option[];
	/** Id of the option that is chosen. */
	chosen: string | null;
}

const ChannelIcons: Readonly<Record<ChannelOption['kind'], IconName>> = {
	text: 'hash',
	announcement: 'megaphone',
	voice: 'volume-2',
	stage: 'mic',
	forum: 'message-square',
	thread: 'reply'
};

/** Choice of one Discord channel. Channels that the bot cannot use say why. */
export function ChannelPicker(props: PickerProps<ChannelOption>) {
	return <Picker {...props} empty="Choose a channel" iconOf={({ kind }) => <Icon name={ChannelIcons[kind]} />} />;
}

/** Choice of one Discord role. Roles that the bot cannot use say why. */
export function RolePicker(props: PickerProps<RoleOption>) {
	const iconOf = ({ color }: RoleOption) => <span class={`dot ${hueClass(color) ?? ''}`.trim()} aria-hidden="true" />;
	return <Picker {...props} empty="Choose a role" iconOf={iconOf} />;
}

/**
 * Choice of one entry of a long list. It is a group of radio buttons, which every browser and screen reader knows.
 * The script adds the search and shows the chosen entry in the closed list.
 */
function Picker<Option extends PickerOption>({
	name,
	label,
	help,
	options,
	chosen,
	empty,
	iconOf
}: PickerProps<Option> & { empty: string; iconOf: (option: Option) => ComponentChildren }) {
	const current = options.find(({ id }) => id === chosen);
	return (
		<fieldset class="picker field" data-picker>
			<legend>{label}</legend>
			<details>
				<summary>
					<span data-chosen>{current ? <Choice option={current} icon={iconOf(current)} /> : empty}</span>
					<Icon name="chevron-down" />
				</summary>
				<div class="search" hidden>
					<input type="search" aria-label={`Search: ${label}`} autocomplete="off" />
				</div>
				<ul class="plain">
					{options.map((option, index) => (
						<li key={option.id}>
							{option.group && option.group !== options[index - 1]?.group && (
								<div class="group">
									<UntrustedText text={option.group} />
								</div>
							)}
							<label class="choice">
								<input
									type="radio"
									name={name}
									value={option.id}
									checked={option.id === chosen}
									disabled={Boolean(option.problem)}
								/>
								<Choice option={option} icon={iconOf(option)} />
								{option.problem && <small>{option.problem}</small>}
							</label>
						</li>
					))}
				</ul>
			</details>
			{help && <p class="help">{help}</p>}
		</fieldset>
	);
}

function Choice({ option, icon }: { option: PickerOption; icon: ComponentChildren }) {
	return (
		<span class="option">
			{icon}
			<UntrustedText text={option.name} />
		</span>
	);
}
