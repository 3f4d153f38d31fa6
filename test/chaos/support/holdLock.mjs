// Another program with the bot's SQLite file, such as a backup or the Python bot: `holdLock.mjs <file> <seconds>`.
//
// It takes the write lock and prints `locked`, prints `enough` after this many seconds, and commits when its input
// ends.
import Driver from 'libsql';

const [file, seconds] = process.argv.slice(2);
const driver = new Driver(file);
driver.exec('PRAGMA busy_timeout = 60000');
driver.exec('BEGIN IMMEDIATE');
driver.exec(`INSERT INTO bot_settings (discord_server_id, key, value) VALUES (1, 'of_another_program', 'kept')`);
console.log('locked');
setTimeout(() => console.log('enough'), Number(seconds) * 1_000);
process.stdin.resume().once('end', () => {
	driver.exec('COMMIT');
	process.exit(0);
});
