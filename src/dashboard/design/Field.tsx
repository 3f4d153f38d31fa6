import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './Icon.js';

interface FieldProps {
	id: string;
	label: string;
	/** What to enter, in one sentence. */
	help?: ComponentChildren;
	/** Why the last value was refused. */
	error?: string;
	/** Whether the field takes the free width of its row. */
	isWide?: boolean;
}

/** Attributes that connect a control with its label, its help and its error. */
type ControlAttributes = Pick<JSX.HTMLAttributes, 'id' | 'aria-describedby' | 'aria-invalid'>;

/** Label, control, help and error of one value. */
function Field({
	id,
	label,
	help,
	error,
	isWide,
	children
}: FieldProps & { children: (attributes: ControlAttributes) => ComponentChildren }) {
	const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
	return (
		<div class={isWide ? 'field wide' : 'field'}>
			<label for={id}>{label}</label>
			{children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined })}
			{error && (
				<p class="error" id={`${id}-error`}>
					<Icon name="circle-alert" />
					{error}
				</p>
			)}
			{help && (
				<p class="help" id={`${id}-help`}>
					{help}
				</p>
			)}
		</div>
	);
}

export type TextFieldProps = FieldProps & Omit<JSX.IntrinsicElements['input'], keyof FieldProps>;

export function TextField({ id, label, help, error, isWide, ...input }: TextFieldProps) {
	return (
		<Field id={id} label={label} help={help} error={error} isWide={isWide}>
			{(attributes) => <input type="text" autocomplete="off" {...attributes} {...input} />}
		</Field>
	);
}

export interface SelectFieldProps extends FieldProps {
	name: string;
	options: readonly { value: string; text: string }[];
	/** @default the first option */
	chosen?: string;
}

export function SelectField({ name, options, chosen, ...field }: SelectFieldProps) {
	return (
		<Field {...field}>
			{(attributes) => (
				<select name={name} {...attributes}>
					{options.map(({ value, text }) => (
						<option key={value} value={value} selected={value === chosen}>
							{text}
						</option>
					))}
				</select>
			)}
		</Field>
	);
}

export interface SwitchFieldProps {
	name: string;
	label: string;
	help?: string;
	isOn: boolean;
}

/** Checkbox for something that is on or off. It takes effect when the form is saved. */
export function SwitchField({ name, label, help, isOn }: SwitchFieldProps) {
	return (
		<div class="field">
			<label class="switch">
				{/* biome-ignore lint/a11y/useAriaPropsForRole: a checkbox has the state itself */}
				<input type="checkbox" role="switch" name={name} value="on" checked={isOn} />
				<span>
					<strong>{label}</strong>
					{help && <span class="help">{help}</span>}
				</span>
			</label>
		</div>
	);
}
