-- Edited by hand: SQLite adds a column with a default in place, Prisma would write the whole table again.
ALTER TABLE "kick_events" ADD COLUMN "is_own" BOOLEAN NOT NULL DEFAULT false;
