-- CreateTable
CREATE TABLE "kick_revocations" (
    "id" TEXT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "sealed_refresh_token" BYTEA NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_revocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kick_keys" (
    "name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_keys_pkey" PRIMARY KEY ("name")
);
