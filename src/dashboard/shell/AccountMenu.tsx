import { Form } from '../components/Form.js';
import { Icon } from '../design/Icon.js';
import { usePageContext } from '../PageContext.js';
import { ThemeSwitch } from './ThemeSwitch.js';

/** Menu with the theme, and with the buttons that log out. */
export function AccountMenu() {
	const { home, person } = usePageContext();
	return (
		<section class="menu account" id="account" popover="auto" aria-label={person ? 'Account' : 'Theme'}>
			<ThemeSwitch />
			{person && (
				<>
					<hr />
					<a href={home}>
						<Icon name="server" />
						All servers
					</a>
					<Form to="logout">
						<button type="submit">
							<Icon name="log-out" />
							Log out
						</button>
					</Form>
					<Form to="logout/everywhere">
						<button type="submit">
							<Icon name="log-out" />
							Log out everywhere
						</button>
					</Form>
				</>
			)}
		</section>
	);
}
