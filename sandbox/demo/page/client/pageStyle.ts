export const pageStyle = `
:root {
	color-scheme: light dark;
	--ground: light-dark(#f2f3f5, #16171a);
	--surface: light-dark(#ffffff, #1f2024);
	--raised: light-dark(#f5f6f8, #292b30);
	--line: light-dark(#dfe1e6, #34363c);
	--text: light-dark(#1c1e22, #e8e9ec);
	--quiet: light-dark(#5c616b, #a2a7b1);
	--blurple: light-dark(#4752c4, #98a1ff);
	--green: light-dark(#1f7a0c, #63e236);
	--red: light-dark(#b3261e, #ff9089);
	--amber: light-dark(#8a5a00, #ffc15e);
	--mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
	font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
	margin: 0;
	padding: 0 16px 16px;
	height: 100dvh;
	display: flex;
	flex-direction: column;
	gap: 12px;
	background: var(--ground);
	color: var(--text);
}
h1, h2, p { margin: 0; padding: 0; }
h1, h2 { font-size: 1rem; font-weight: 650; }
:focus-visible { outline: 2px solid var(--accent, var(--blurple)); outline-offset: 1px; }

.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; padding-top: 12px; }
.lead { flex: 1; color: var(--quiet); }
.connection { font-size: .85rem; color: var(--quiet); }
.connection::before { content: ''; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: var(--quiet); }
.connection[data-state=open]::before { background: var(--green); }
.connection[data-state=cut] { color: var(--red); font-weight: 600; }
.connection[data-state=cut]::before { background: var(--red); }
.noscript { color: var(--red); }

main { flex: 1; min-height: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.panel { --accent: var(--blurple); min-width: 0; min-height: 0; display: flex; flex-direction: column; overflow: hidden; }
.panel.kick { --accent: var(--green); }
.panel, .wire { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
/* The keyboard comes to what one types in before it comes to the buttons in the log. */
.panel > header { order: -2; display: flex; align-items: baseline; gap: 10px; padding: 10px 14px; border-bottom: 1px solid var(--line); }
.panel h2 { color: var(--accent); }
.place { color: var(--text); }
.place:not(:empty)::before { content: ' · '; color: var(--quiet); }
.detail { color: var(--quiet); font-size: .85rem; }
.live { margin-left: auto; padding: 1px 8px; border-radius: 6px; background: var(--red); color: var(--surface); font-weight: 650; text-transform: uppercase; font-size: .7rem; }

.log { overflow-y: auto; overscroll-behavior: contain; }
.panel .log { order: -1; flex: 1; min-height: 0; padding: 8px 14px; display: flex; flex-direction: column; gap: 10px; outline-offset: -3px; }
.log:empty::before { content: 'Nothing yet.'; color: var(--quiet); }
.entry { display: flex; gap: 10px; min-width: 0; }
.content { min-width: 0; flex: 1; }
.body { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
.avatar { flex: none; display: grid; place-items: center; width: 32px; height: 32px; margin-top: 2px; border-radius: 50%; background: var(--raised); border: 1px solid var(--line); font-weight: 650; font-size: .85rem; }
.avatar.robot { background: var(--accent); border-color: var(--accent); color: var(--surface); }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 6px; }
.author { font-weight: 650; overflow-wrap: anywhere; }
.bot { align-self: center; padding: 0 5px; border-radius: 4px; background: var(--accent); color: var(--surface); font-size: .66rem; font-weight: 650; text-transform: uppercase; }
.at, .tag { white-space: nowrap; color: var(--quiet); font-size: .78rem; font-variant-numeric: tabular-nums; }
.tag::before { content: '· '; }
.original { color: var(--quiet); font-size: .85rem; padding-left: 8px; border-left: 2px solid var(--line); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.private:not(.note) { margin: 0 -8px; padding: 6px 8px; border-radius: 8px; background: var(--raised); border: 1px dashed var(--line); }
.deleted .body { text-decoration: line-through; color: var(--quiet); }
code { -webkit-box-decoration-break: clone; box-decoration-break: clone; font-family: var(--mono); font-size: .88em; padding: 1px 5px; border-radius: 5px; background: var(--raised); border: 1px solid var(--line); }
.note { color: var(--quiet); font-size: .88rem; align-items: baseline; }

button, .buttons a { font: inherit; font-weight: 550; padding: 5px 12px; border-radius: 8px; border: 1px solid var(--line); background: var(--raised); color: var(--text); cursor: pointer; text-decoration: none; }
button:hover:enabled, .buttons a:hover { border-color: var(--accent); }
button:disabled { cursor: default; color: var(--quiet); }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
.buttons a { display: inline-block; overflow-wrap: anywhere; color: var(--accent); border-color: var(--accent); }
.reply { flex: none; align-self: start; padding: 0 8px; font-size: .78rem; color: var(--quiet); background: none; border-color: transparent; opacity: 0; }
.entry:hover .reply, .reply:focus-visible { opacity: 1; }
@media (hover: none) { .reply { opacity: 1; } }

.composer { display: flex; align-items: end; gap: 8px; padding: 10px 14px 0; border-top: 1px solid var(--line); }
.field { display: flex; flex-direction: column; gap: 2px; min-width: 0; color: var(--quiet); font-size: .78rem; }
.field.who { flex: 0 1 110px; }
.field.text { flex: 1; }
input, select { font: inherit; font-size: .95rem; width: 100%; min-width: 0; height: 36px; padding: 0 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: var(--text); }
input::placeholder { color: var(--quiet); opacity: .8; }
.send { height: 36px; background: var(--accent); border-color: var(--accent); color: var(--surface); }
.suggestions, .actions { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 14px 10px; align-content: start; }
@media (min-width: 761px) { .suggestions, .actions { min-height: 82px; } }
.suggestions button { font-family: var(--mono); font-size: .8rem; font-weight: 400; padding: 3px 9px; }
.actions button { font-size: .85rem; padding: 4px 12px; }
.status { color: var(--red); font-size: .88rem; padding: 0 14px 10px; }
.status:empty { display: none; }

.wire { flex: none; }
.wire summary { padding: 8px 14px; cursor: pointer; border-radius: 12px; }
.wire summary h2 { display: inline; margin-right: 10px; }
.wire .log { height: 118px; padding: 0 14px 10px; outline-offset: -3px; border-radius: 12px; }
.wire .note { font-family: var(--mono); font-size: .8rem; gap: 12px; }
.wire .failure .body { color: var(--amber); }

@media (max-width: 760px) {
	body { height: auto; min-height: 100dvh; padding: 0 10px 10px; gap: 10px; }
	main { grid-template-columns: minmax(0, 1fr); }
	.panel .log { flex: none; height: 46dvh; min-height: 220px; }
	input, select { font-size: 16px; }
	.lead { flex-basis: 100%; order: 3; }
	.connection { margin-left: auto; }
}
@media (max-width: 420px) {
	.composer { flex-wrap: wrap; }
	.field.who { flex-basis: 100%; flex-direction: row; align-items: center; gap: 8px; white-space: nowrap; }
}
`;
