import { Icon, type IconName } from '../design/Icon.js';
import { type Theme, usePageContext } from '../PageContext.js';

const Choices: readonly { theme: Theme; label: string; icon: IconName }[] = [
	{ theme: 'system', label: 'System', icon: 'monitor' },
	{ theme: 'light', label: 'Light', icon: 'sun' },
	{ theme: 'dark', label: 'Dark', icon: 'moon' }
];

/** Choice of the theme. It is a form without a token, because it works without a login and changes a cookie only. */
export function ThemeSwitch() {
	const { home, theme } = usePageContext();
	return (
		<form class="theme-switch" method="post" action={`${home}/theme`} data-theme-switch>
			<fieldset>
				<legend class="title">Theme</legend>
				{Choices.map((choice) => (
					<button
						key={choice.theme}
						type="submit"
						name="theme"
						value={choice.theme}
						aria-pressed={choice.theme === theme ? 'true' : 'false'}
					>
						<Icon name={choice.icon} />
						{choice.label}
					</button>
				))}
			</fieldset>
		</form>
	);
}
