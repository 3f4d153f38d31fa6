import { Button } from '../design/Button.js';
import { SelectField } from '../design/Field.js';
import { usePageContext } from '../PageContext.js';
import { EventNames, SourceNames } from './eventNames.js';
import { type LogView, logAddress } from './LogQuery.js';
import { States } from './states.js';

const StateNames = Object.fromEntries(Object.entries(States).map(([state, { name }]) => [state, name]));

/** Filter of the log. It is a GET form, so the address can be bookmarked and shared. */
export function LogFilterForm({ view }: { view: LogView }) {
	const { columns, ...filter } = view;
	const { home, guild } = usePageContext();
	const address = `${home}/${guild?.id}/log`;
	const isFiltered = Object.values(filter).some((value) => value !== undefined);
	return (
		<form class="row" method="get" action={address} aria-label="Filter">
			<Choice name="type" label="Type" all="All types" names={EventNames} chosen={filter.type} />
			<Choice name="state" label="State" all="All states" names={StateNames} chosen={filter.state} />
			<Choice name="source" label="Source" all="All sources" names={SourceNames} chosen={filter.source} />
			{filter.chat && <input type="hidden" name="chat" value={filter.chat} />}
			{columns && <input type="hidden" name="columns" value={columns} />}
			<div class="buttons">
				<Button kind="quiet">Filter</Button>
				{isFiltered && <a href={logAddress(address, { columns })}>Show all</a>}
			</div>
		</form>
	);
}

interface ChoiceProps {
	name: string;
	label: string;
	all: string;
	names: Readonly<Record<string, string>>;
	chosen: string | undefined;
}

function Choice({ name, label, all, names, chosen }: ChoiceProps) {
	const options = Object.entries(names).map(([value, text]) => ({ value, text }));
	return (
		<SelectField
			id={`filter-${name}`}
			name={name}
			label={label}
			options={[{ value: '', text: all }, ...options]}
			chosen={chosen}
		/>
	);
}
