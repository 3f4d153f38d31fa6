-- Edited by hand: only rows change. Rows of kick_old_events and kick_old_deliveries keep their words: they are translated when they
-- are moved. The index on kick_deliveries begins with the state.
UPDATE "kick_deliveries" SET "state" = 'retrying' WHERE "state" = 'failed';
UPDATE "kick_deliveries" SET "state" = 'dead_letter' WHERE "state" = 'dead';

-- One read of the table, which has no index on the state. It is empty after an update from version 0.1. 'handled' and 'failed' are
-- states over all servers: only rows that were moved from version 0.1 have them.
UPDATE "kick_events" SET "state" = CASE "state" WHEN 'dead' THEN 'unreadable' ELSE 'received' END
WHERE "state" IN ('dead', 'handled', 'failed');

-- A cursor says nothing of rows that were moved: each of their deliveries has a row.
UPDATE "kick_cursors" SET "from_seq" = (SELECT "last_seq" FROM "kick_log" WHERE "name" = 'old')
WHERE "guild_id" <> '' AND "from_seq" < (SELECT "last_seq" FROM "kick_log" WHERE "name" = 'old');
